"""What a request may not carry into a record of ours: a value of the wrong kind, or a text longer than its column.

Refused before the framework meets it: its error would be a 500, whose log keeps the whole narrative in plain text.
"""

import json

import frappe
from frappe import _
from frappe.utils import get_datetime, to_timedelta

from campus_safety.access.rules import RULES
from campus_safety.exceptions import WrongKindError

# the columns hold 65,535 bytes, and ciphertext is a third longer than its text; a Chinese character has three
LONGEST_TEXT = 15_000
LONG_COLUMNS = frozenset(("Code", "JSON", "Long Text", "Text Editor", "HTML Editor", "Markdown Editor"))
MOMENTS = {"Date": get_datetime, "Datetime": get_datetime, "Time": to_timedelta}
DOCUMENTS = ("doc", "docs", "data")


def refuse_wrong_kinds() -> None:
	"""`auth_hooks`: every document of ours in the path's arguments or as JSON among them."""
	form, path = frappe.form_dict, frappe.request.path
	if frappe.request.method not in ("POST", "PUT", "PATCH"):
		return
	for start in ("/api/resource/", "/api/v1/resource/", "/api/v2/document/"):
		if path.startswith(start):
			_check(path.removeprefix(start).split("/")[0], form)
	for argument in DOCUMENTS:
		for doc in _documents(form.get(argument)):
			_check(doc.get("doctype"), doc)
	if isinstance(form.get("fieldname"), str) and "value" in form:  # frappe.client.set_value
		_check(form.get("doctype"), {form.fieldname: form.get("value")})


def _documents(given) -> list[dict]:
	if isinstance(given, str) and given[:1] in "[{":
		try:
			given = json.loads(given)
		except ValueError:
			return []
	return [doc for doc in (given if isinstance(given, list) else [given]) if isinstance(doc, dict)]


def _check(doctype, values: dict) -> None:
	if not isinstance(doctype, str) or doctype not in RULES or not frappe.db.exists("DocType", doctype):
		return
	meta = frappe.get_meta(doctype)
	for fieldname, value in values.items():
		field = meta.get_field(fieldname) if isinstance(fieldname, str) else None
		if field and value not in (None, ""):
			_check_value(field, value)


def _check_value(field, value) -> None:
	if field.fieldtype in frappe.model.table_fields:
		rows = json.loads(value) if isinstance(value, str) and value.startswith("[") else value
		if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
			_refuse(field)
		for row in rows:
			_check(field.options, row)
	elif isinstance(value, dict | list):
		if field.fieldtype not in ("JSON", "Code"):
			_refuse(field)
	elif isinstance(value, str) and len(value) > LONGEST_TEXT and field.fieldtype not in LONG_COLUMNS:
		frappe.throw(
			_("{0} is too long: {1} characters, {2} at most. Nothing has been saved.").format(
				_(field.label), len(value), LONGEST_TEXT
			),
			WrongKindError,
		)
	elif field.fieldtype in MOMENTS and not _is_moment(field, value):
		_refuse(field)


def _is_moment(field, value) -> bool:
	try:
		return MOMENTS[field.fieldtype](value) is not None
	except (ValueError, TypeError, OverflowError, AttributeError, frappe.ValidationError):
		frappe.clear_messages()
		return False


def _refuse(field) -> None:
	frappe.throw(
		_("{0} holds something that it cannot hold. Nothing has been saved.").format(_(field.label)),
		WrongKindError,
	)
