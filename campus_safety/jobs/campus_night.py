"""Every five minutes: the night's watch over roll calls and absence cases."""

from datetime import datetime

from frappe.utils import get_datetime, now_datetime

from campus_safety.services.presence import watch


def run(now: datetime | str | None = None) -> str | None:
	"""`now` for trials and tests: site time."""
	return watch.run(get_datetime(now) if now else now_datetime())
