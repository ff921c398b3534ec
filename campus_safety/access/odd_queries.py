"""What a list, a search, a chart or a report of ours may be asked with: else the framework or the database fails on it.

The framework's own endpoints take almost anything and answer an odd value with a 500, whose log keeps the whole request. Here
it is refused in words, by the argument's name, wherever the question is about a record or a report of ours.
"""

import json
import math

import frappe

from campus_safety.access import conditions, endpoints
from campus_safety.access.arguments import a_moment, refuse, report_filters
from campus_safety.access.rules import RULES

TEXTS = (
	"sort_field",
	"sort_order",
	"sort_by",
	"order_by",
	"group_by",
	"searchfield",
	"report_name",
	"field",
	"reference_doctype",
	"query",
	"view",
)
TEXTS += (
	"parent",
	"parent_doctype",
	"txt",
	"title",
	"aggregate_on",
	"aggregate_on_field",
	"aggregate_function",
)
NUMBERS = ("start", "page_length", "page_len", "limit", "limit_start", "limit_page_length", "cur_page")
FILTERS = ("filters", "or_filters", "current_filters")
COLUMNS = ("order_by", "group_by", "sort_field", "sort_by")
# endpoints that are about one kind of record, and the arguments of some that name a column of it
ABOUT_ONE = ("frappe.desk.reportview.get", "frappe.desk.search.search_", "frappe.desk.listview.get_")
ABOUT_ONE += (
	"frappe.client.get_list",
	"frappe.client.get_value",
	"frappe.desk.treeview.get_",
	"frappe.desk.form.utils.get_next",
)
GROUPS, TASKS = "frappe.desk.listview.get_group_by_count", "assigned_to"  # the sidebar's own, of any record
ONE_COLUMN = {
	GROUPS: ("field",),
	"frappe.client.get_value": ("fieldname",),
}
CALENDAR = "frappe.desk.calendar.get_events"
STATS = "frappe.desk.reportview.get_sidebar_stats"
CARDS = "frappe.desk.doctype.number_card.number_card.get_"
NEWER = int(frappe.__version__.split(".")[0]) >= 16
LONGEST_NAME = 140
BY_NAME = ("frappe.client.get_value", "filters")  # a record's name stands for them
LISTS_ALONE = ("frappe.desk.form.utils.get_next",)
LISTS = ("fields", "stats", "names")
REPORTS, TREES = "frappe.desk.query_report.", "frappe.desk.treeview."
RESOURCES = ("/api/resource/", "/api/v1/resource/", "/api/v2/document/")
LONGEST = 2000  # characters of an order or a search
LONGEST_VALUE = 500
MOST_ROWS = 2**31
OPERATORS = frozenset(
	(
		*("=", "!=", ">", "<", ">=", "<=", "like", "not like", "in", "not in", "is", "between", "timespan"),
		*("ancestors of", "not ancestors of", "descendants of", "not descendants of"),
		*("descendants of (inclusive)", "previous", "next", "fiscal year"),
	)
)


def refuse_odd_queries() -> None:
	"""`auth_hooks`. Errors: WrongKindError naming the argument."""
	form, path = frappe.form_dict, frappe.request.path
	endpoint = endpoints.asked()
	_check_doctype(form, endpoint)
	doctype = _asked_about(form, path, endpoint)
	if not doctype:
		return
	for name in TEXTS:
		if name in form and not (form[name] is None or isinstance(form[name], str)):
			refuse(name)
		if name in form and not _is_text(form[name], LONGEST):
			refuse(name)
	if endpoint.startswith("frappe.desk.search.search_") and form.get("txt") is None:
		refuse("txt")
	if endpoint == CALENDAR:
		_check_calendar(doctype, form)
	for name in NUMBERS:
		if name in form and not _is_number(form[name]) and (endpoint, name) != (CALENDAR, "start"):
			refuse(name)
	for name in LISTS:
		if name in form and not _are_texts(form[name], name):
			refuse(name)
	for name in ONE_COLUMN.get(endpoint, ()):
		asked = _as_list(form.get(name), name)
		if (endpoint, asked) == (GROUPS, [TASKS]):
			continue
		if not asked or not all(isinstance(each, str) and _has_column(doctype, each) for each in asked):
			refuse(name)
	if endpoint.startswith(REPORTS):
		_check_report(form)
		return
	for name in COLUMNS:
		if form.get(name) and not _are_columns(doctype, str(form[name])):
			refuse(name)
	if endpoint.startswith(TREES) and not frappe.get_meta(doctype).is_tree:
		refuse("doctype")
	if endpoint in LISTS_ALONE:
		_check_next(form)
	if endpoint == STATS and "filters" in form and not isinstance(form.filters, str):
		refuse("filters")
	if endpoint.startswith(CARDS) and not _is_amount(form.get("result")):
		refuse("result")
	if form.get("query"):
		return  # what a search function of its own is given means what that function says
	for name in FILTERS:
		if name in form:
			if form[name] == "" and endpoint.startswith("frappe."):
				refuse(name)  # there it is read as JSON
			_check_filters(doctype, _read(form[name], name), name, by_name=(endpoint, name) == BY_NAME)


def _check_calendar(doctype: str, form) -> None:
	"""Its period, and which columns say when and what."""
	for name in ("start", "end"):
		a_moment(form.get(name), name)
	columns = _read(form.get("field_map"), "field_map")
	if not isinstance(columns, dict) or not all(columns.get(name) for name in ("start", "end")):
		refuse("field_map")
	named = [columns.get(name) for name in ("start", "end", "title") if columns.get(name)]
	if not all(isinstance(each, str) and _has_column(doctype, each) for each in named):
		refuse("field_map")


def _check_next(form) -> None:
	"""The record before or after one, in the order of a list: all of its arguments are needed."""
	if not isinstance(_read(form.get("filters") or [], "filters"), list):
		refuse("filters")
	for name, known in (("prev", ("0", "1", "False", "True")), ("sort_order", ("asc", "desc"))):
		if str(form.get(name)).casefold() not in {each.casefold() for each in known}:
			refuse(name)
	if not form.get("sort_field"):
		refuse("sort_field")
	if not isinstance(form.get("value"), str):
		refuse("value")


def _is_amount(value) -> bool:
	try:
		return value is None or math.isfinite(float(value))
	except (TypeError, ValueError, OverflowError):
		return False


def _check_report(form) -> None:
	if "filters" in form:
		if form.filters == "null":
			refuse("filters")
		report_filters(form.filters)
	columns = _read(form.get("custom_columns"), "custom_columns")
	if columns and not (isinstance(columns, list) and all(isinstance(each, dict) for each in columns)):
		refuse("custom_columns")
	for name in ("is_tree", "parent_field", "are_default_filters", "ignore_prepared_report"):
		if not _is_text(form.get(name), LONGEST_VALUE):
			refuse(name)


def _asked_about(form, path: str, endpoint: str) -> str | None:
	"""The DocType of ours that a list, a search, a card or a chart is about, or that a report of ours reads."""
	for start in RESOURCES:
		if path.startswith(start) and frappe.request.method == "GET":
			return _ours(path.removeprefix(start).strip("/").split("/")[0])
	if endpoint.startswith(REPORTS):
		name = form.get("report_name")
		if name is None and endpoint.endswith(".get_data_for_custom_field"):
			return _ours(form.get("doctype"))  # a column added to a report is asked for by its record
		if not isinstance(name, str):
			refuse("report_name")
		return _ours(frappe.db.get_value("Report", name[:140], "ref_doctype"))
	if not endpoint.startswith("frappe."):
		return None
	if endpoint.startswith(CARDS):
		card = _read(form.get("doc"), "doc")
		about = card.get("document_type") if isinstance(card, dict) else None
		if not isinstance(about, str) or not frappe.db.exists("DocType", about[:LONGEST_NAME], cache=True):
			refuse("doc")
		return _ours(about)
	for name in ("doc", "chart"):
		card = frappe.parse_json(form.get(name)) if _is_json(form.get(name)) else form.get(name)
		if isinstance(card, dict) and (about := _ours(card.get("document_type"))):
			return about
	return _ours(form.get("doctype"))


def _check_doctype(form, endpoint: str) -> None:
	"""A list of what is no kind of record."""
	if "doctype" not in form or not endpoint.startswith(ABOUT_ONE):
		return
	if not isinstance(form.doctype, str):
		refuse("doctype")
	if len(form.doctype) > LONGEST_NAME or not frappe.db.exists("DocType", form.doctype, cache=True):
		raise frappe.DoesNotExistError


def _ours(doctype) -> str | None:
	return doctype if isinstance(doctype, str) and doctype in RULES else None


def _read(value, name: str):
	"""JSON, or what it stands for."""
	if isinstance(value, str) and value[:1] in ("[", "{"):
		try:
			return json.loads(value)
		except (ValueError, RecursionError):
			refuse(name)
	return value


def _is_json(value) -> bool:
	"""What is none is refused by whoever reads it: it may be about no record of ours."""
	try:
		return isinstance(value, str) and value.startswith("{") and bool(json.loads(value))
	except (ValueError, RecursionError):
		return False


def _is_text(value, longest: int) -> bool:
	return value is None or (
		isinstance(value, str | int | float) and len(str(value)) <= longest and "\x00" not in str(value)
	)


def _is_number(value) -> bool:
	if value in (None, ""):
		return True
	try:
		return 0 <= int(value) < MOST_ROWS
	except (TypeError, ValueError, OverflowError):
		return False


def _are_texts(value, name: str) -> bool:
	"""JSON of a list, or the list; of newer frameworks with functions as {"COUNT": "name"} in it. "*" stands for all."""
	if value in (None, "", "*", '"*"'):
		return bool(value) or name != "stats"
	if name == "stats" and not isinstance(value, str):
		return False  # the framework reads it as JSON itself
	found = _read(value, name)
	kinds = str | dict if NEWER else str
	return isinstance(found, list) and all(
		isinstance(each, kinds) and len(str(each)) <= LONGEST_VALUE and "\x00" not in str(each)
		for each in found
	)


def _as_list(value, name: str) -> list:
	found = _read(value, name)
	return found if isinstance(found, list) else [found]


def _are_columns(doctype: str, said: str) -> bool:
	"""Columns of the record, each with or without its table and its direction."""
	for part in said.split(","):
		column, _space, direction = part.strip().rpartition(" ")  # a table's name has spaces of its own
		if direction.casefold() not in ("asc", "desc"):
			column = part
		if not _has_column(doctype, column.strip()):
			return False
	return True


def _check_filters(doctype: str, given, name: str, by_name: bool = False) -> None:
	"""{field: value}, {field: [operator, value]}, or [[…, field, operator, value]]; by_name: or the name of a record."""
	if given in (None, "", {}, []):
		return
	if isinstance(given, str):
		if given != "null" and not (by_name and _is_text(given, LONGEST_VALUE)):
			refuse(name)
		return
	if isinstance(given, dict):
		for field, value in given.items():
			operator = None
			if isinstance(value, list) and len(value) == 2 and isinstance(value[0], str):
				if value[0].casefold() in OPERATORS:
					operator, value = value
			_check_condition(doctype, field, operator or "=", value, name)
		return
	if not isinstance(given, list):
		refuse(name)
	if given and isinstance(given[0], str):  # one condition, without the list around it
		given = [given]
	for condition in given:
		if isinstance(condition, dict):
			_check_filters(doctype, condition, name)
			continue
		if not isinstance(condition, list) or not 2 <= len(condition) <= 6:
			refuse(name)
		about, rest = doctype, condition
		if len(condition) >= 4:
			about, rest = condition[0], condition[1:]
		if about != doctype and not (
			isinstance(about, str) and frappe.db.exists("DocType", about[:140], cache=True)
		):
			refuse(name)
		field, operator, value = (
			rest[0],
			(rest[1] if len(rest) > 2 else "="),
			rest[-1 if len(rest) < 3 else 2],
		)
		_check_condition(about, field, operator, value, name)


def _check_condition(doctype: str, field, operator, value, name: str) -> None:
	if not isinstance(field, str) or not isinstance(operator, str) or operator.casefold() not in OPERATORS:
		refuse(name)
	if not _has_column(doctype, field):
		refuse(name)
	values = value if isinstance(value, list) else [value]
	if not all(each is None or _is_text(each, LONGEST_VALUE) for each in values):
		refuse(name)
	if operator.casefold() == "between" and len(values) != 2:
		refuse(name)


def _has_column(doctype: str, field: str) -> bool:
	"""A column, one of a linked record, or one of a row."""
	if not conditions.is_column(field):
		return False
	plain = field.replace("`", "").removeprefix(f"tab{doctype}.")
	if "." in plain:
		return len(plain) <= LONGEST_VALUE
	known = {*frappe.get_meta(doctype).get_valid_columns(), *frappe.model.optional_fields, "name", "owner"}
	return plain in known
