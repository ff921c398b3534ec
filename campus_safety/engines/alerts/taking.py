"""Taking an alert is taking its record, where taking it is a step of the record's workflow."""

import frappe
from frappe.model.workflow import apply_workflow, get_transitions


def take_step(record, action: str) -> None:
	"""The step, by the session user; nothing where it is not theirs. Errors: what the record says against it."""
	if not frappe.has_permission(record.doctype, "write", doc=record):
		return
	if action in {way["action"] for way in get_transitions(record)}:
		apply_workflow(record.as_dict(), action)
