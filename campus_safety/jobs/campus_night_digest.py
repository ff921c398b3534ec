"""Every ten minutes: once the hour of the settings has come, the figures of the night go out, once a day."""

from datetime import datetime

from frappe.utils import get_datetime, now_datetime

from campus_safety.services.presence import digest


def run(now: datetime | str | None = None) -> int:
	"""`now` for trials and tests: site time."""
	return digest.send(get_datetime(now) if now else now_datetime())
