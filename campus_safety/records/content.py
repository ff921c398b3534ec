"""What a field holds, in one spelling: equal exactly when nobody has changed it."""

import frappe
from frappe.utils import cint, cstr, flt, get_datetime


def content_of(doc, fieldname: str):
	"""A field's value in one spelling, a child table as one tuple per row: equal when nothing was changed.

	A row begins with its name: who takes it out and enters the same words anew has changed it. What is only chosen, the rows
	of a Table MultiSelect, has none.
	"""
	field = doc.meta.get_field(fieldname)
	if not field or field.fieldtype not in frappe.model.table_fields:
		return _plain(field, doc.get(fieldname))
	named = field.fieldtype == "Table"
	return [
		(named and row.name, *(_plain(column, row.get(column.fieldname)) for column in row.meta.fields))
		for row in doc.get(fieldname) or []
	]


def first_content_of(doc, fieldname: str):
	"""What the field holds in a document that nobody has written into yet."""
	field = doc.meta.get_field(fieldname)
	if field.fieldtype in frappe.model.table_fields:
		return []
	return _plain(field, field.default)


def _plain(field, value):
	"""One spelling of a value, however it came in: numbers and checks as numbers, the rest as text."""
	if field and field.fieldtype in ("Check", "Int"):
		return cint(value)
	if field and field.fieldtype in ("Float", "Percent", "Currency"):
		return flt(value, 9)  # a browser sends 88 for what the database holds as 88.0
	if field and field.fieldtype in ("Datetime",) and value:
		return cstr(get_datetime(value))
	return cstr(value)
