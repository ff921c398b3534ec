"""Scheduler entries of the gates: tonight's passages into the roll calls, missing traces at noon, old passages at night."""

from frappe.utils import now_datetime

from campus_safety.services.gate import night, no_trace, retention


def fill() -> None:
	"""Every five minutes; outside the hours of the roll call it does nothing."""
	night.fill(now_datetime())


def find_missing() -> None:
	no_trace.run(now_datetime())


def clean() -> None:
	retention.delete_old(now_datetime())
	retention.delete_old_imports(now_datetime())
