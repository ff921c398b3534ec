"""Buttons of the form Campus Student Import; see services.people.student_import.run."""

import frappe
from frappe import _
from frappe.model.document import Document

from campus_safety.access.checks import get_permitted
from campus_safety.engines.sheets import lifecycle
from campus_safety.services.people.student_import import run as importing

DOCTYPE = importing.DOCTYPE


@frappe.whitelist(methods=["POST"])
def preview(name: str) -> dict:
	"""Read the file and say what an import would do."""
	document = _permitted(name, "write")
	importing.preview(document)
	return lifecycle.get_progress(document)


@frappe.whitelist(methods=["POST"])
def start(name: str) -> dict:
	"""Queue the import of the previewed file; also takes up a failed or stalled run."""
	document = _permitted(name, "write")
	importing.start(document)
	return lifecycle.get_progress(document)


@frappe.whitelist(methods=["POST"])
def cancel(name: str) -> dict:
	document = _permitted(name, "write")
	lifecycle.cancel(document)
	return lifecycle.get_progress(document)


@frappe.whitelist(methods=["POST"])
def make_marked_file(name: str) -> str:
	"""Address of the list with the bad cells in red."""
	document = _permitted(name, "write")
	return importing.make_report(document)


@frappe.whitelist(methods=["GET", "POST"])
def progress(name: str) -> dict:
	"""What the form asks every few seconds while a run goes on."""
	return lifecycle.get_progress(_permitted(name, "read"))


def _permitted(name: str, right: str) -> Document:
	return get_permitted(DOCTYPE, name, right, _("Only Student Affairs imports students."))
