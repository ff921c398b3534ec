"""The buttons of a form that imports a list, whatever the list is about."""

import frappe
from frappe import _
from frappe.model.base_document import get_controller

from campus_safety.access.checks import get_permitted
from campus_safety.engines.sets.transactions import repeat_when_lost
from campus_safety.engines.sheets.document import SheetImport
from campus_safety.engines.sheets.template import make_template

TRIES = 3


@frappe.whitelist(methods=["POST"])
def preview(doctype: str, name: str) -> dict:
	"""Read the file and say what an import would do; anew where another import's writing has undone it."""
	return repeat_when_lost(lambda: _permitted(doctype, name, "write").preview_file(), TRIES)


@frappe.whitelist(methods=["POST"])
def start(doctype: str, name: str) -> dict:
	"""Queue the import of the previewed file; also takes up a failed or stalled run."""
	return _permitted(doctype, name, "write").start_import()


@frappe.whitelist(methods=["POST"])
def cancel(doctype: str, name: str) -> dict:
	return _permitted(doctype, name, "write").cancel_import()


@frappe.whitelist(methods=["POST"])
def make_marked_file(doctype: str, name: str) -> str:
	"""Address of the list with the bad cells in red."""
	return repeat_when_lost(lambda: _permitted(doctype, name, "write").make_marked_file(), TRIES)


@frappe.whitelist(methods=["GET", "POST"])
def progress(doctype: str, name: str) -> dict:
	"""What the form asks every few seconds while a run goes on."""
	return _permitted(doctype, name, "read").get_progress()


@frappe.whitelist(methods=["GET"])
def get_template(doctype: str) -> None:
	"""Answer with the empty list to be filled in, as a file; for whoever may import such a list."""
	controller = _controller_of(doctype)
	if not frappe.has_permission(doctype, "create"):
		frappe.throw(controller.import_kind.who_may(), frappe.PermissionError)
	columns = controller.import_kind.template
	if not columns:
		frappe.throw(_("There is no template for this list."))
	frappe.response.update(
		{"type": "download", "filename": f"{_(doctype)}.xlsx", "filecontent": make_template(columns)}
	)


def _permitted(doctype: str, name: str, right: str) -> SheetImport:
	return get_permitted(doctype, name, right, _controller_of(doctype).import_kind.who_may())


def _controller_of(doctype: str) -> type[SheetImport]:
	controller = get_controller(doctype) if frappe.db.exists("DocType", doctype) else None
	if not controller or not issubclass(controller, SheetImport):
		frappe.throw(_("This is no import of a list."), frappe.PermissionError)
	return controller
