"""Arguments of endpoints, read so that whatever is sent is either understood or refused in words."""

import math
from datetime import date, datetime

import frappe
from frappe import _
from frappe.utils import get_datetime, getdate

from campus_safety.exceptions import WrongKindError

FIRST_YEAR, LAST_YEAR = 1950, 2200
LONGEST_FILTER = 140


def parsed(value, kind: type | tuple[type, ...], name: str):
	"""JSON, or what it stands for, of this kind; None for nothing. Errors: WrongKindError naming the argument."""
	if isinstance(value, str):
		try:
			value = frappe.parse_json(value) if value else None
		except (ValueError, RecursionError):
			refuse(name)
	if value is not None and not isinstance(value, kind):
		refuse(name)
	return value


def a_list(value, name: str) -> list:
	return parsed(value, list, name) or []


def names(value, name: str) -> list[str]:
	"""A list of texts (or numbers of documents)."""
	found = a_list(value, name)
	if not all(isinstance(each, str | int) for each in found):
		refuse(name)
	return found


def a_dict(value, name: str) -> dict:
	return parsed(value, dict, name) or {}


def a_day(value, name: str) -> date:
	return a_moment(value, name).date() if not isinstance(value, date) else getdate(value)


def a_moment(value, name: str) -> datetime:
	"""Errors: WrongKindError for what is no date of our time."""
	try:
		moment = get_datetime(str(value or "").replace("T", " "))
	except (ValueError, TypeError, OverflowError, frappe.ValidationError):
		moment = None
	if not moment or not FIRST_YEAR <= moment.year <= LAST_YEAR:
		refuse(name)
	return moment


def report_filters(value) -> frappe._dict:
	"""What a report is narrowed by: a text, a number or a tick each, days as days of our time; whoever sent them.

	Errors: WrongKindError naming the filter. The first line of every report's `execute`.
	"""
	given = parsed(value, dict, "filters") or {}
	return frappe._dict({name: _single(name, each) for name, each in given.items()})


def _single(name, value):
	if value in (None, ""):
		return value
	if isinstance(value, date):
		value = str(value)
	is_plain = isinstance(value, str | int | float) and len(str(value)) <= LONGEST_FILTER
	is_plain = is_plain and not (isinstance(value, float) and not math.isfinite(value))
	if not is_plain or any(ord(letter) < ord(" ") for letter in f"{name}{value}"):
		refuse(str(name)[:LONGEST_FILTER])
	return str(a_day(value, name)) if str(name).endswith("_date") else value


def filters_of(doctype: str, value) -> dict | list:
	"""{field: value} or [[…, field, operator, value]] on fields that are there; on tables of the document as well."""
	given = parsed(value, (dict, list), "filters") or {}
	conditions = given if isinstance(given, list) else [[field, "=", value] for field, value in given.items()]
	for condition in conditions:
		if not isinstance(condition, list | tuple) or not 3 <= len(condition) <= 5:
			refuse("filters")
		table, field = (doctype, condition[0]) if len(condition) == 3 else condition[:2]
		if not isinstance(field, str) or not isinstance(table, str) or not _has_column(table, field):
			refuse("filters")
		if any(isinstance(each, dict) for each in condition):
			refuse("filters")
	return given


def conditions_of(doctype: str, filters: dict | list | str | None) -> list | None:
	"""The framework adds to a list of them and fails on anything else."""
	given = filters_of(doctype, filters)
	if isinstance(given, dict):
		given = [
			[doctype, field, *(value if isinstance(value, list) and len(value) == 2 else ("=", value))]
			for field, value in given.items()
		]
	return given or None


def _has_column(doctype: str, field: str) -> bool:
	if not frappe.db.exists("DocType", doctype, cache=True):
		return False
	return (
		field.split(".")[0] in {*frappe.get_meta(doctype).get_valid_columns(), "name", "owner"}
		or "." in field
	)


def refuse(name: str) -> None:
	frappe.throw(
		_("{0} holds something that it cannot hold. Nothing has been saved.").format(name), WrongKindError
	)
