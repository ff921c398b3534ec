"""Scheduler entries of the gates: tonight's passages into the roll calls, old passages at night."""

from frappe.utils import now_datetime

from campus_safety.services.gate import night, retention


def fill() -> None:
	"""Every five minutes; outside the hours of the roll call it does nothing."""
	night.fill(now_datetime())


def clean() -> None:
	retention.delete_old(now_datetime())
	retention.delete_old_imports(now_datetime())
