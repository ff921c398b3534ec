"""Buttons of the form Campus Student Import; see services.student_import.run."""

import frappe
from frappe import _

from campus_safety.services.sheet_import import lifecycle
from campus_safety.services.student_import import run as importing

DOCTYPE = importing.DOCTYPE


@frappe.whitelist(methods=["POST"])
def preview(name: str) -> dict:
	"""Read the file and say what an import would do."""
	document = _permitted(name, "write")
	importing.preview(document)
	return _state(document)


@frappe.whitelist(methods=["POST"])
def start(name: str) -> dict:
	"""Queue the import of the previewed file; also takes up a failed or stalled run."""
	document = _permitted(name, "write")
	importing.start(document)
	return _state(document)


@frappe.whitelist(methods=["POST"])
def cancel(name: str) -> dict:
	document = _permitted(name, "write")
	lifecycle.cancel(document)
	return _state(document)


@frappe.whitelist(methods=["POST"])
def make_marked_file(name: str) -> str:
	"""Address of the list with the bad cells in red."""
	document = _permitted(name, "write")
	return importing.make_report(document)


@frappe.whitelist()
def progress(name: str) -> dict:
	"""What the form asks every few seconds while a run goes on."""
	return _state(_permitted(name, "read"))


def _permitted(name: str, right: str):
	"""The role first, so that a stranger does not even learn which names exist; then the document."""
	if not frappe.has_permission(DOCTYPE, right):
		frappe.throw(_("Only Student Affairs imports students."), frappe.PermissionError)
	document = frappe.get_doc(DOCTYPE, name)
	document.check_permission(right)
	return document


def _state(document) -> dict:
	fields = (
		"status",
		"total",
		"created",
		"changed",
		"unchanged",
		"refused",
		"rows_done",
		"rows_to_write",
		"error",
	)
	return {**{field: document.get(field) for field in fields}, "stalled": lifecycle.is_stalled(document)}
