"""What a person reads while their emergency access lasts: the whole record as text, nothing to edit or print.

Who breaks the glass may hold a role that has no right on the DocType at all (a dorm manager at night): this
does not go through the form.
"""

import frappe
from frappe import _
from frappe.utils import format_datetime, formatdate

from campus_safety.access.checks import administers, granted_names
from campus_safety.engines.opening import access_log
from campus_safety.engines.opening.reveal import get_plain_fields
from campus_safety.records.posts import get_name_and_number

SILENT = frozenset(("Section Break", "Column Break", "Tab Break", "HTML", "Button", "Attach"))
APPS_OWN = frozenset(("term", "workflow_state", "active_key", "recorded_by", "late_entry", "signatures"))


def read_granted(doctype: str, name: str) -> dict:
	"""{"title", "lines": [{label, value}]} of a record that a running emergency access has opened.

	Errors: PermissionError without one. Each reading is a line in the access log.
	"""
	if administers(frappe.session.user) or name not in granted_names(frappe.session.user, doctype):
		frappe.throw(_("You may not open this record."), frappe.PermissionError)
	doc = frappe.get_doc(doctype, name)
	reason = _("Emergency Access: {0}").format(_reason_of_grant(doctype, name))
	access_log.record("Reveal", doctype, name, student=doc.get("student"), reason=reason)
	plain = get_plain_fields(doc)
	lines = [
		{"label": _(field.label, context=doctype), "value": text}
		for field in doc.meta.fields
		if field.label
		and field.fieldtype not in SILENT
		and not field.hidden
		and field.fieldname not in APPS_OWN
		if (text := _text_of(doc, field, plain))
	]
	return {"title": frappe.get_cached_value("Campus Student", doc.student, "student_name"), "lines": lines}


def _reason_of_grant(doctype: str, name: str) -> str:
	"""Why the glass was broken, as the reader wrote it."""
	grant = {"user": frappe.session.user, "reference_doctype": doctype, "reference_name": name}
	return frappe.db.get_value("Campus Emergency Access", grant, "reason", order_by="granted_at desc") or ""


def _text_of(doc, field, plain: dict) -> str:
	if field.fieldtype not in frappe.model.table_fields:
		return _shown(field, plain["fields"].get(field.fieldname) or doc.get(field.fieldname))
	texts = plain["tables"].get(field.fieldname, {})
	rows = []
	for row in doc.get(field.fieldname):
		own = texts.get(row.name, {})
		parts = (
			_shown(column, own.get(column.fieldname) or row.get(column.fieldname))
			for column in row.meta.fields
		)
		rows.append(" · ".join(part for part in parts if part))
	return "\n".join(rows)


def _shown(field, value) -> str:
	if not value:
		return ""
	if field.fieldtype == "Check":
		return _("Yes")
	if field.fieldtype == "Date":
		return formatdate(value)
	if field.fieldtype == "Datetime":
		return format_datetime(value)
	if field.fieldtype == "Link" and field.options == "User":
		return get_name_and_number(value)
	if field.fieldtype == "Select":
		return _(value, context=field.parent)
	return _(value) if field.fieldtype == "Link" else str(value)
