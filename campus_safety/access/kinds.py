"""What a request may not carry into a record of ours: a value of the wrong kind, or a text longer than its column.

Refused before the framework meets it: its error would be a 500, whose log keeps the whole narrative in plain text.
"""

import inspect
import json
import math

import frappe
from frappe import _
from frappe.utils import get_datetime, to_timedelta

from campus_safety.access import endpoints
from campus_safety.access.arguments import refuse
from campus_safety.access.rules import RULES
from campus_safety.exceptions import WrongKindError

# the columns hold 65,535 bytes, and ciphertext is a third longer than its text; a Chinese character has three
LONGEST_TEXT = 15_000
LONGEST_NAME = 140
LARGEST = 2**53  # what a client's number holds exactly
DEEPEST = 8
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
		for doc in _documents(argument, form.get(argument)):
			_check(doc.get("doctype"), doc)
	if isinstance(form.get("fieldname"), str) and "value" in form:  # frappe.client.set_value
		_check(form.get("doctype"), {form.fieldname: form.get("value")})


def refuse_odd_arguments() -> None:
	"""`auth_hooks`: for the app's own endpoints and those it stands for: what no argument can be, a document type that is
	not there, an argument left out. Else the framework or the database fails on it.
	"""
	endpoint = endpoints.asked()
	replaced = frappe.get_hooks("override_whitelisted_methods").get(endpoint)
	if not replaced and not endpoints.is_own():
		return
	for name, value in frappe.form_dict.items():
		if not _is_plain(value):
			refuse(name)
	doctype = frappe.form_dict.get("doctype")
	if "doctype" in frappe.form_dict and (
		not isinstance(doctype, str)
		or len(doctype) > LONGEST_NAME
		or not frappe.db.exists("DocType", doctype, cache=True)
	):
		raise frappe.DoesNotExistError
	for name in _left_out(replaced[-1] if replaced else endpoint):
		refuse(name)


def _left_out(endpoint: str) -> list[str]:
	"""Arguments that the endpoint needs and the request has not."""
	try:
		known = inspect.signature(frappe.get_attr(endpoint)).parameters.values()
	except (AttributeError, ImportError, TypeError, ValueError):
		return []  # the framework says that there is none
	return [
		each.name
		for each in known
		if each.default is each.empty
		and each.kind in (each.POSITIONAL_OR_KEYWORD, each.KEYWORD_ONLY)
		and each.name not in frappe.form_dict
	]


def _is_plain(value, depth: int = 0) -> bool:
	if isinstance(value, dict | list):
		inside = [*value, *value.values()] if isinstance(value, dict) else value
		return depth < DEEPEST and all(_is_plain(each, depth + 1) for each in inside)
	if isinstance(value, str):
		if value[:1] in ("[", "{") and depth == 0:
			try:
				return _is_plain(json.loads(value))
			except (ValueError, RecursionError):
				return True  # not JSON: a text, or refused by whoever wants a list
		return "\x00" not in value
	if isinstance(value, float):
		return math.isfinite(value)
	return not isinstance(value, int) or abs(value) <= LARGEST


def _documents(argument: str, given) -> list[dict]:
	"""What is cut short on its way is refused here: whoever parses it next fails with the text in hand."""
	if isinstance(given, str) and given[:1] in ("[", "{"):
		try:
			given = json.loads(given)
		except ValueError:
			if any(doctype in given for doctype in RULES):
				refuse(argument)
			return []
	return [doc for doc in (given if isinstance(given, list) else [given]) if isinstance(doc, dict)]


def _check(doctype, values: dict) -> None:
	if (
		not isinstance(doctype, str)
		or doctype not in RULES
		or not frappe.db.exists("DocType", doctype, cache=True)
	):
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
				_(field.label, context=field.parent), len(value), LONGEST_TEXT
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
		_("{0} holds something that it cannot hold. Nothing has been saved.").format(
			_(field.label, context=field.parent)
		),
		WrongKindError,
	)
