"""Every minute: alerts climb until somebody has them."""

from datetime import datetime

from frappe.utils import get_datetime, now_datetime

from campus_safety.engines.alerts import watch


def run(now: datetime | str | None = None) -> dict[str, int]:
	"""`now` for trials and tests: site time."""
	return watch.run(get_datetime(now) if now else now_datetime())
