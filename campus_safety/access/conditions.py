"""A condition of a list is a field, an operator and a value, of whatever kind of record the list is.

The framework runs as SQL a text that stands where a condition belongs, and whatever a field's name holds beside the name. So
whoever may count their own tasks could ask every table, and read rows past their own.
"""

import json
import re

import frappe

from campus_safety.access import endpoints
from campus_safety.access.arguments import refuse

FILTERS = ("filters", "or_filters", "current_filters", "export_filters", "filters_json")
# of a card or a chart
COLUMNS_OF_CARDS = ("aggregate_function_based_on", "based_on", "value_based_on", "group_by_based_on")
COLUMNS = ("fields", "fieldname", "field", "field_map", "filter_fields", "order_by", "group_by", "stats")
COLUMNS += ("sort_by", "sort_field", "searchfield")
DOCUMENTS = ("doc", "chart", "args")
# their filters are values of their own, which no query reads as conditions
NO_QUERY = ("frappe.desk.query_report.", "frappe.core.doctype.prepared_report.")
NO_QUERY += ("frappe.core.doctype.access_log.",)
RESOURCES = ("/api/resource/", "/api/v1/resource/", "/api/v2/document/")
COLUMN = re.compile(r"(?:`tab[^`]+`\.|\w+\.)?(?:`\w+`|\w+)")
OR_NOTHING = re.compile(r"ifnull\(\s*`?\w+`?\s*,\s*(?:''|\"\"|0)\s*\)", re.IGNORECASE)
A_STATEMENT = re.compile(r"\bselect\b|\bunion\b|--|/\*|;", re.IGNORECASE)
JOINING = frozenset(("and", "or"))  # of newer frameworks, between conditions
NEWER = int(frappe.__version__.split(".")[0]) >= 16
DEEPEST = 5


def refuse_statements() -> None:
	"""`auth_hooks`: for every endpoint of the framework, and lists of any record. Errors: WrongKindError naming the argument."""
	endpoint, path, form = endpoints.asked(), frappe.request.path, frappe.form_dict
	is_list = not endpoint and path.startswith(RESOURCES) and frappe.request.method == "GET"
	if not is_list and (not endpoint.startswith("frappe.") or endpoint.startswith(NO_QUERY)):
		return
	check_question(form)
	for name in DOCUMENTS:
		document = read(form.get(name))
		if isinstance(document, dict):
			check_question(document)


def refuse_kept_statements(doc, method: str | None = None) -> None:
	"""`validate` of what keeps a question: cards, charts, boards. What an app ships is the app's."""
	if not (frappe.flags.in_install or frappe.flags.in_migrate or frappe.flags.in_patch):
		check_question(doc.as_dict())


def check_question(asked) -> None:
	"""Of a request, a card, a chart. Errors: WrongKindError naming the argument."""
	for name in FILTERS:
		if asked.get(name):
			check(asked.get(name), name)
	for name in COLUMNS:
		_check_columns(read(asked.get(name)), name)
	for name in COLUMNS_OF_CARDS if "document_type" in asked else ():
		if asked.get(name) and not is_column(asked.get(name)):
			refuse(name)


def check(given, name: str) -> None:
	"""Errors: WrongKindError, unless these are conditions, or a text that is none at all (the name of a record)."""
	given = read(given)
	if isinstance(given, dict):
		if not all(is_column(field) for field in given):
			refuse(name)
	elif isinstance(given, list) and not (NEWER and _is_condition(given)):
		for condition in given:
			if isinstance(condition, dict):
				check(condition, name)
			elif not _is_condition(condition) and not (NEWER and condition in JOINING):
				refuse(name)


def is_column(field) -> bool:
	"""The name of a column, with or without its table; or that of a link's before it."""
	return isinstance(field, str) and bool(COLUMN.fullmatch(field) or OR_NOTHING.fullmatch(field))


def _is_condition(condition) -> bool:
	"""[field, operator, value], or [document type, field, operator, value, …]."""
	if not isinstance(condition, list) or not 2 <= len(condition) <= 6:
		return False
	if len(condition) < 4:
		return is_column(condition[0])
	return isinstance(condition[0], str) and "`" not in condition[0] and is_column(condition[1])


def _check_columns(given, name: str) -> None:
	if isinstance(given, dict) and name == "field_map":
		if not all(is_column(each) for each in given.values() if isinstance(each, str) and each):
			refuse(name)
		return
	if isinstance(given, list) and any(isinstance(each, list) for each in given):
		check(given, name)  # the framework takes them for conditions
	for each in given if isinstance(given, list) else [given]:
		if isinstance(each, str) and A_STATEMENT.search(each):
			refuse(name)


def read(given):
	"""What JSON stands for, and JSON in JSON: it is read as often as somebody reads it."""
	for _time in range(DEEPEST):
		if not isinstance(given, str) or given.lstrip()[:1] not in ("[", "{", '"'):
			return given
		try:
			given = json.loads(given)
		except (ValueError, RecursionError):
			return given
	return given
