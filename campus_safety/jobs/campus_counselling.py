"""Every ten minutes: can the counselling centre still come to its eight hours today?"""

from datetime import datetime

from frappe.utils import get_datetime, now_datetime

from campus_safety.services.counselling import hours


def run(now: datetime | str | None = None) -> str | None:
	"""`now` for trials and tests: site time."""
	return hours.watch(get_datetime(now) if now else now_datetime())
