"""The form that fulfils a duty, and what it is opened with: from an obligation to the right record in one tap."""

import frappe

from campus_safety.engines.duties.rules import RULE


def get_form(rule: dict) -> dict | None:
	"""{"doctype", "field", "table", "new", "row", "row_label", "contact"}: where the subject goes; None when the caller
	could not record it. contact: the duty asks for a short word of the day, no more.

	rule: evidence_doctype, subject_field and time_field. A duty whose time stands in a table of the record (each
	dispatch of a ledger) is fulfilled in the record there is: `new` is False, and `row` is the table that gets one.
	"""
	doctype, adds_row = rule["evidence_doctype"], "." in (rule["time_field"] or "")
	if not frappe.db.exists("DocType", doctype, cache=True):
		return None
	if not frappe.has_permission(doctype, "write" if adds_row else "create"):
		return None
	table, _dot, field = rule["subject_field"].rpartition(".")
	row = rule["time_field"].partition(".")[0] if adds_row else ""
	return {
		"doctype": doctype,
		"field": field,
		"table": table,
		"new": not adds_row,
		"row": row,
		"row_label": frappe.get_meta(doctype).get_label(row) if row else "",
		"contact": rule.get("rhythm") == "Contact",
	}


def get_form_of(rule: str) -> dict | None:
	"""For the obligations of one rule."""
	fields = ["evidence_doctype", "subject_field", "time_field", "rhythm"]
	values = frappe.get_cached_value(RULE, rule, fields, as_dict=True)
	return get_form(values) if values else None
