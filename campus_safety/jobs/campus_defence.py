"""Every minute: patrols planned, called and over, visitors not seen leaving; at night old visits are deleted."""

from datetime import datetime

from frappe.utils import get_datetime, now_datetime

from campus_safety.services.defence import due, retention


def run(now: datetime | str | None = None) -> dict[str, int]:
	"""`now` for trials and tests: site time."""
	return due.run(get_datetime(now) if now else now_datetime())


def clean() -> None:
	retention.delete_old(now_datetime())
