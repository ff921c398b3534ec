"""What must lie before a day has a day (`access.queries.dated`): the framework's lists take a record without one for one of year 1."""

import ast
import json
from pathlib import Path
from unittest import TestCase

import campus_safety
from campus_safety.access.queries import BEFORE, dated
from campus_safety.tests.declarations.sources import tree_of

PACKAGE = Path(campus_safety.__file__).parent
LISTS = ("get_all", "get_list")
# what is always filled in
ALWAYS_THERE = {
	("engines/sheets/stalled.py", "heartbeat"),  # of an import that was queued
	("services/presence/roll.py", "roll_date"),  # of a roll call, mandatory; of its rows the day is a copy
}


def fields_without_a_day() -> set[str]:
	"""Names of date fields that may stay empty in a DocType of ours."""
	found = set()
	for path in PACKAGE.glob("*/doctype/*/*.json"):
		for field in json.loads(path.read_text(encoding="utf-8")).get("fields", ()):
			if field["fieldtype"] in ("Date", "Datetime") and not field.get("reqd"):
				found.add(field["fieldname"])
	return found


def asked_before(tree: ast.AST):
	"""Names of fields that a list is asked to hold before a day, as a plain dictionary."""
	for call in ast.walk(tree):
		if not (isinstance(call, ast.Call) and getattr(call.func, "attr", "") in LISTS):
			continue
		given = [keyword.value for keyword in call.keywords if keyword.arg == "filters"] + call.args[1:2]
		for filters in given:
			for key, value in (
				zip(filters.keys, filters.values, strict=True) if isinstance(filters, ast.Dict) else ()
			):
				if isinstance(value, ast.Tuple | ast.List) and getattr(value.elts[0], "value", "") in BEFORE:
					yield getattr(key, "value", "?")


class TestDatesBefore(TestCase):
	def test_no_list_asks_for_what_may_have_none(self) -> None:
		optional, found = fields_without_a_day(), set()
		for path in PACKAGE.rglob("*.py"):
			name = path.relative_to(PACKAGE).as_posix()
			if "tests/" in name or path.name.startswith("test_") or name.startswith("setup/demo/"):
				continue
			for field in asked_before(tree_of(path)):
				if field in optional:
					found.add((name, field))
		self.assertEqual(found, ALWAYS_THERE)

	def test_a_day_before_is_a_day(self) -> None:
		self.assertEqual(
			dated({"status": "Open", "due": ("<=", "2026-11-29"), "name": ("in", ["a"])}),
			[
				["status", "=", "Open"],
				["due", "<=", "2026-11-29"],
				["name", "in", ["a"]],
				["due", "is", "set"],
			],
		)
