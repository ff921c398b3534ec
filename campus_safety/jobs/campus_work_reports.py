"""Every morning: units are reminded of their work reports before, on and after the deadline."""

from datetime import datetime

from frappe.utils import get_datetime, now_datetime

from campus_safety.services.governance import reports


def run(now: datetime | str | None = None) -> int:
	"""`now` for trials and tests: site time."""
	now = get_datetime(now) if now else now_datetime()
	return reports.remind(now.date(), now)
