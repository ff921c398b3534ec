"""Endpoints for ledgers 台账: download as xlsx, print; see engines.ledgers."""

import frappe
from frappe import _

from campus_safety.access import arguments
from campus_safety.access.requests import validate_asked_for
from campus_safety.engines import ledgers


@frappe.whitelist(methods=["POST"])
def export_ledger(doctype: str, reason: str | None = None, filters: dict | list | str | None = None) -> None:
	"""Answer with the xlsx of the caller's own rows as a file."""
	validate_asked_for("campus_safety.api.ledgers.export_ledger")
	exported = ledgers.export_ledger(doctype, reason, get_own_filters(doctype, filters))
	frappe.response.update(
		{"type": "download", "filename": exported.file_name, "filecontent": exported.content}
	)


@frappe.whitelist(methods=["POST"])
def export_report(report: str, filters: dict | str | None = None) -> None:
	"""A report of this app as the caller sees it, in ledger layout; who may not open the report gets nothing."""
	exported = ledgers.export_report(report, arguments.a_dict(filters, "filters"))
	frappe.response.update(
		{"type": "download", "filename": exported.file_name, "filecontent": exported.content}
	)


@frappe.whitelist(methods=["POST"])
def print_report(report: str, filters: dict | str | None = None) -> str:
	"""The same report as an HTML page for the printer."""
	validate_asked_for("campus_safety.api.ledgers.print_report")
	return ledgers.print_report(report, arguments.a_dict(filters, "filters"))


@frappe.whitelist(methods=["POST"])
def print_ledger(doctype: str, reason: str | None = None, filters: dict | list | str | None = None) -> str:
	"""The same rows as an HTML page for the printer."""
	validate_asked_for("campus_safety.api.ledgers.print_ledger")
	return ledgers.print_ledger(doctype, reason, get_own_filters(doctype, filters))


@frappe.whitelist(methods=["POST"])
def print_record(doctype: str, name: str, reason: str | None = None) -> str:
	"""One record as its A4 form, as an HTML page for the printer."""
	validate_asked_for("campus_safety.api.ledgers.print_record")
	return ledgers.print_record(doctype, name, reason)


def get_own_filters(doctype: str, filters: dict | list | str | None) -> list | dict:
	"""Filters on the ledger's own fields; one on another table would ask about rows of that table."""
	filters = arguments.parsed(filters, (dict, list), "filters") or {}
	if isinstance(filters, dict):
		filters = [
			[doctype, field, *(value if isinstance(value, list | tuple) else ("=", value))]
			for field, value in filters.items()
		]
	for condition in filters:
		own = (
			isinstance(condition, list | tuple) and len(condition) in (4, 5) and str(condition[0]) == doctype
		)
		if not own or not isinstance(condition[1], str) or "." in condition[1]:
			frappe.throw(_("This ledger is filtered by its own fields only."), frappe.PermissionError)
	return arguments.filters_of(doctype, [list(condition[:4]) for condition in filters])
