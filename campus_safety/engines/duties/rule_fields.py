"""What a rule may name, for its form: fields that link to the subject, dates, posts and offices that may be responsible."""

import frappe
from frappe import _
from frappe.model import table_fields

from campus_safety.engines.duties.filters import DATES, find_column
from campus_safety.engines.duties.rules import NAMED_FOR_KEY_STUDENT, OFFICES, SUBJECT_DOCTYPES, is_office
from campus_safety.exceptions import DutyRuleError
from campus_safety.records.positions import get_staff_positions

# the standard times of every record
STANDARD_TIMES = {"creation": "Created On"}
RULE = "Campus Duty Rule"


def get_choices(doctype: str, subject_type: str) -> dict[str, list[dict] | str | None]:
	"""{"subject": [{value, label, description}], "time": [...], "subject_doctype"}; fields of tables as "table.field".

	What somebody enters stands before what the system works out: it is more likely meant. A document type that a
	later version brings has no fields yet.
	"""
	subject = SUBJECT_DOCTYPES.get(subject_type)
	found = {"subject": [], "time": [], "subject_doctype": subject}
	if not frappe.db.exists("DocType", doctype):
		return found
	rows = [(table, label, field) for table, label, fields in _tables(doctype) for field in fields]
	for table, label, field in sorted(rows, key=lambda row: bool(row[2].read_only)):
		path = f"{table}.{field.fieldname}" if table else field.fieldname
		kind = _kind(field, subject)
		if kind and _may_name(doctype, path):
			name = " · ".join(filter(None, (label, _(field.label, context=field.parent))))
			found[kind].append({"value": path, "label": path, "description": name})
	for value, label in STANDARD_TIMES.items():
		if _may_name(doctype, value):
			found["time"].append({"value": value, "label": value, "description": _(label, context=RULE)})
	return found


def get_responsible() -> list[dict]:
	"""[{value, label, description}]: posts in use that staff hold, the school's own included, then offices."""
	posts = [
		{"value": name, "label": _(name), "description": _("Post", context=RULE)}
		for name in get_staff_positions()
	]
	named = [
		{"value": name, "label": _(name), "description": _("Key Student")} for name in NAMED_FOR_KEY_STUDENT
	]
	offices = [
		{"value": name, "label": _(role), "description": _("Office", context=RULE)}
		for name, role in OFFICES.items()
		if is_office(name)
	]
	return [*posts, *named, *offices]


def _tables(doctype: str):
	meta = frappe.get_meta(doctype)
	yield "", "", meta.fields
	for table in meta.fields:
		if table.fieldtype in table_fields:
			yield table.fieldname, _(table.label, context=doctype), frappe.get_meta(table.options).fields


def _kind(field, subject: str | None) -> str | None:
	if field.fieldtype == "Link" and field.options == subject:
		return "subject"
	return "time" if field.fieldtype in DATES else None


def _may_name(doctype: str, path: str) -> bool:
	try:
		find_column(doctype, path)
	except DutyRuleError:
		frappe.clear_last_message()
		return False
	return True
