"""What the school may change is read through one typed reader per room, and an empty value is worth its default."""

import ast
import json
from datetime import time
from pathlib import Path
from unittest import TestCase

import frappe

import campus_safety
from campus_safety.access import settings
from campus_safety.domain.settings import AT_LEAST_ONE
from campus_safety.tests.base import CampusTestCase
from campus_safety.tests.declarations.sources import tree_of
from campus_safety.tests.declarations.test_one_answer import is_app

PACKAGE = Path(campus_safety.__file__).parent
FILE = PACKAGE / "campus_people/doctype/campus_safety_settings/campus_safety_settings.json"
GETTERS = {
	"get_number": ("Int",),
	"is_on": ("Check",),
	"get_choice": ("Select",),
	"get_text": ("Data", "Code", "Attach"),
	"get_hour": ("Time",),
	"get_rows": ("Table", "Table MultiSelect"),
}
DOOR = "access/settings.py"
READERS = {  # one for each room
	DOOR,
	"engines/calendar.py",
	"engines/duties/settings.py",
	"engines/messages/settings.py",
	"engines/opening/settings.py",
	"engines/papers/settings.py",
	"engines/seal/settings.py",
	"engines/sheets/settings.py",
	"records/settings.py",
	"services/care/settings.py",
	"services/counselling/settings.py",
	"services/crisis/settings.py",
	"services/defence/settings.py",
	"services/disputes/settings.py",
	"services/education/settings.py",
	"services/gate/settings.py",
	"services/governance/settings.py",
	"services/hazards/settings.py",
	"services/incidents/settings.py",
	"services/leave/policy.py",
	"services/people/settings.py",
	"services/presence/settings.py",
	"services/privacy/settings.py",
	"services/psychology/settings.py",
	"services/risk/settings.py",
	"services/warning/settings.py",
}
SAY_WHO_SEES_THEM = {"access/rules/people.py", "access/rules/presence.py"}
SAYS_WHETHER_THEY_ARE_SEALED = "declared/people.py"


def fields() -> dict[str, dict]:
	"""{fieldname: definition} of what can be set."""
	definition = json.loads(FILE.read_text(encoding="utf-8"))
	types = {fieldtype for types in GETTERS.values() for fieldtype in types}
	return {field["fieldname"]: field for field in definition["fields"] if field["fieldtype"] in types}


def sources() -> dict[str, ast.Module]:
	return {
		str(path.relative_to(PACKAGE)): tree_of(path)
		for path in sorted(PACKAGE.rglob("*.py"))
		if is_app(path)
	}


def calls(tree: ast.Module) -> list[tuple[str, str]]:
	"""(getter, fieldname) of every value that is read."""
	return [
		(node.func.id, node.args[0].value)
		for node in ast.walk(tree)
		if isinstance(node, ast.Call)
		and isinstance(node.func, ast.Name)
		and node.func.id in GETTERS
		and node.args
		and isinstance(node.args[0], ast.Constant)
	]


def falls_back(tree: ast.Module) -> list[int]:
	"""Lines with `… or <a value written there>`: a default that the settings do not know."""
	return [
		node.lineno
		for node in ast.walk(tree)
		if isinstance(node, ast.BoolOp)
		and isinstance(node.op, ast.Or)
		and isinstance(node.values[-1], ast.Constant)
		and node.values[-1].value
	]


class TestReaders(TestCase):
	@classmethod
	def setUpClass(cls) -> None:
		cls.sources, cls.fields = sources(), fields()

	def test_nobody_else_opens_the_settings(self) -> None:
		naming = {
			name
			for name, tree in self.sources.items()
			for node in ast.walk(tree)
			if isinstance(node, ast.Constant) and node.value == settings.SETTINGS
		}
		seeding = {name for name in naming if name.startswith("setup/")}
		self.assertEqual(naming - seeding, {DOOR, *SAY_WHO_SEES_THEM, SAYS_WHETHER_THEY_ARE_SEALED})

	def test_each_room_has_one_reader(self) -> None:
		reading = {name for name, tree in self.sources.items() if calls(tree)}
		self.assertEqual(reading, READERS)

	def test_every_setting_is_read_as_what_it_is_and_none_is_read_by_nobody(self) -> None:
		read = [call for tree in self.sources.values() for call in calls(tree)]
		for getter, fieldname in read:
			with self.subTest(fieldname):
				self.assertIn(self.fields[fieldname]["fieldtype"], GETTERS[getter])
		self.assertEqual(set(self.fields), {fieldname for _getter, fieldname in read})

	def test_a_default_is_written_in_the_settings_only(self) -> None:
		wrong = [f"{name}:{line}" for name in sorted(READERS) for line in falls_back(self.sources[name])]
		self.assertEqual(wrong, [])
		self.assertEqual(falls_back(ast.parse("a = cint(x) or 72")), [1])

	def test_what_may_not_be_zero_is_a_number_with_a_default(self) -> None:
		for fieldname in AT_LEAST_ONE:
			with self.subTest(fieldname):
				self.assertEqual(self.fields[fieldname]["fieldtype"], "Int")
				self.assertGreaterEqual(int(self.fields[fieldname]["default"]), 1)


class TestValues(CampusTestCase):
	def set(self, fieldname: str, value) -> None:
		frappe.db.set_single_value(settings.SETTINGS, fieldname, value)
		frappe.clear_document_cache(settings.SETTINGS, settings.SETTINGS)

	def forget(self, fieldname: str) -> None:
		frappe.db.delete("Singles", {"doctype": settings.SETTINGS, "field": fieldname})
		frappe.clear_document_cache(settings.SETTINGS, settings.SETTINGS)

	def of_type(self, fieldtype: str) -> list[tuple[str, str]]:
		return [
			(name, field["default"]) for name, field in fields().items() if field["fieldtype"] == fieldtype
		]

	def test_an_empty_number_is_the_default_and_a_zero_is_a_zero_where_it_may_be(self) -> None:
		for fieldname, default in self.of_type("Int"):
			with self.subTest(fieldname):
				self.set(fieldname, 7)
				self.assertEqual(settings.get_number(fieldname), 7)
				self.forget(fieldname)
				self.assertEqual(settings.get_number(fieldname), int(default))
				self.set(fieldname, 0)
				self.assertEqual(
					settings.get_number(fieldname), int(default) if fieldname in AT_LEAST_ONE else 0
				)

	def test_an_empty_choice_or_hour_is_the_default(self) -> None:
		for fieldname, default in self.of_type("Select"):
			with self.subTest(fieldname):
				self.set(fieldname, "")
				self.assertEqual(settings.get_choice(fieldname), default)
		for fieldname, default in self.of_type("Time"):
			with self.subTest(fieldname):
				self.forget(fieldname)
				self.assertEqual(settings.get_hour(fieldname), time.fromisoformat(default))
				self.set(fieldname, "06:07:00")
				self.assertEqual(settings.get_hour(fieldname), time(6, 7))

	def test_a_box_is_what_was_ticked(self) -> None:
		for fieldname, _default in self.of_type("Check"):
			for value in (0, 1):
				with self.subTest(fieldname, value=value):
					self.set(fieldname, value)
					self.assertIs(settings.is_on(fieldname), bool(value))

	def test_a_name_that_is_no_setting_is_an_error(self) -> None:
		for read in (settings.get_number, settings.is_on, settings.get_choice, settings.get_hour):
			with self.subTest(read.__name__), self.assertRaises(KeyError):
				read("late_entry_hour")
