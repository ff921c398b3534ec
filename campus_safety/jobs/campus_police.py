"""Every day: what was told to the police in a term that is over is cleared."""

from datetime import datetime

from frappe.utils import get_datetime, now_datetime

from campus_safety.services.incidents.police import clearing


def run(now: datetime | str | None = None) -> dict[str, int]:
	"""`now` for trials and tests: site time."""
	return clearing.run(get_datetime(now) if now else now_datetime())
