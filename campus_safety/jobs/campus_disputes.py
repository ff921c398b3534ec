"""Every morning: disputes that are not settled or not revisited by their day."""

from datetime import datetime

from frappe.utils import get_datetime, now_datetime

from campus_safety.services.disputes import due


def run(now: datetime | str | None = None) -> dict[str, int]:
	"""`now` for trials and tests: site time."""
	return due.run(get_datetime(now) if now else now_datetime())
