"""Framework endpoints that answer more than the caller may see, replaced by ones that do not (frappe-facts 1, 6).

Named in hooks.py under `override_whitelisted_methods`; the framework reaches them by every route (`/api/method`, `cmd=`).
The framework's own are called through their modules: a name imported here could be called over HTTP by that name.
"""

import frappe
import frappe.client
from frappe.desk import search as framework_search

from campus_safety.access.rules import ROW_RESTRICTED
from campus_safety.services.permitted_count import count_permitted


@frappe.whitelist()
def get_count(doctype: str, filters: dict | list | str | None = None, debug: bool = False, cache: bool = False) -> int:
	"""Rows of the caller's own list that fit `filters`; the framework's counts everybody's, for anybody.

	Errors: PermissionError for a DocType the caller cannot read, in `doctype` or in a filter on another table.
	"""
	frappe.has_permission(doctype, "read", throw=True)
	filters = frappe.parse_json(filters) or {}
	_refuse_foreign_filters(doctype, filters)
	return count_permitted(doctype, filters)


def _refuse_foreign_filters(doctype: str, filters: dict | list) -> None:
	"""A filter on another table asks about rows of that table: one must be able to read it."""
	for condition in filters if isinstance(filters, list) else []:
		if isinstance(condition, list | tuple) and len(condition) == 4 and condition[0] != doctype:
			frappe.has_permission(condition[0], "read", parent_doctype=doctype, throw=True)
			if condition[0] in ROW_RESTRICTED and not frappe.get_meta(condition[0]).istable:
				raise frappe.PermissionError


@frappe.whitelist()
def get_link_title(doctype: str, docname: str) -> str | None:
	"""The title of a row the caller may read; otherwise the name, which the caller already has."""
	if doctype in ROW_RESTRICTED and not _may_read(doctype, docname):
		return docname
	return framework_search.get_link_title(doctype, docname)


@frappe.whitelist()
def validate_link(doctype: str, docname: str, fields: list | str | None = None) -> dict:
	"""As the framework's, but a row out of the caller's reach is answered like one that is not there."""
	if doctype in ROW_RESTRICTED and not _may_read(doctype, docname):
		return {"name": None}
	return frappe.client.validate_link(doctype, docname, fields)


def _may_read(doctype: str, docname: str) -> bool:
	return bool(frappe.db.exists(doctype, docname)) and bool(frappe.has_permission(doctype, "read", doc=docname))
