"""Every five minutes, in working time: clocks of complaints that have run out call; four weeks later it is asked once more."""

from datetime import datetime

from frappe.utils import get_datetime, now_datetime

from campus_safety.services.governance.appeals import due


def run(now: datetime | str | None = None) -> dict[str, int]:
	"""`now` for trials and tests: site time."""
	return due.run(get_datetime(now) if now else now_datetime())
