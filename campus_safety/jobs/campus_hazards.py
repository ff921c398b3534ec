"""Every morning: deadlines of hazards and inspections; at night the lot for the second look."""

from datetime import datetime

from frappe.utils import get_datetime, now_datetime

from campus_safety.services.hazards import due, second_looks


def run(now: datetime | str | None = None) -> dict[str, int]:
	"""`now` for trials and tests: site time."""
	return due.run(get_datetime(now) if now else now_datetime())


def draw(now: datetime | str | None = None) -> list[str]:
	return second_looks.draw(get_datetime(now) if now else now_datetime())
