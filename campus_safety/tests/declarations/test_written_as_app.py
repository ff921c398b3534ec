"""The flag that switches off guard, app-owned check and status check is set in one place, and surely taken back there."""

import ast
import inspect
from pathlib import Path
from unittest import TestCase

import frappe
from frappe.model.base_document import get_controller

import campus_safety
from campus_safety.access.rules import RULES
from campus_safety.records.app_owned import AppOwned
from campus_safety.tests.base import CampusTestCase
from campus_safety.tests.declarations.sources import tree_of

PACKAGE = Path(campus_safety.__file__).parent
FLAG = "app_write"
ONLY = "records/app_owned.py"


def sets_the_flag(tree: ast.Module) -> list[int]:
	"""Lines that assign the attribute, or name the flag in a string, a keyword, an argument: `flags.update(…)`, `setattr`."""
	return [
		node.lineno if not isinstance(node, ast.keyword) else node.value.lineno
		for node in ast.walk(tree)
		if (isinstance(node, ast.Attribute) and node.attr == FLAG and not isinstance(node.ctx, ast.Load))
		or (isinstance(node, ast.Constant) and node.value == FLAG)
		or (isinstance(node, ast.keyword) and node.arg == FLAG)
	]


class TestOnePlaceSetsTheFlag(TestCase):
	def test_no_other_file_sets_it(self) -> None:
		found = {
			f"{path.relative_to(PACKAGE)}:{line}"
			for path in sorted(PACKAGE.rglob("*.py"))
			if path != Path(__file__) and "node_modules" not in path.parts
			for line in sets_the_flag(tree_of(path))
		}
		self.assertEqual({place.split(":")[0] for place in found}, {ONLY}, sorted(found))

	def test_each_way_to_set_it_is_seen(self) -> None:
		for text in (
			"doc.flags.app_write = True",
			"doc.status, doc.flags.app_write = 1, True",
			"doc.flags['app_write'] = True",
			"doc.flags.update(app_write=True)",
			"setattr(doc.flags, 'app_write', True)",
			"del doc.flags.app_write",
		):
			with self.subTest(text):
				self.assertEqual(sets_the_flag(ast.parse(text)), [1])
		self.assertEqual(sets_the_flag(ast.parse("if doc.flags.app_write: pass")), [])


class TestWhoAsksForTheFlag(CampusTestCase):
	def test_whose_rules_ask_for_it_can_be_written_as_the_app(self) -> None:
		asking = [
			name
			for name in RULES
			if f"flags.{FLAG}" in inspect.getsource(inspect.getmodule(get_controller(name)))
		]
		self.assertGreater(len(asking), 5)
		self.assertEqual([name for name in asking if not issubclass(get_controller(name), AppOwned)], [])

	def test_no_request_brings_it_along(self) -> None:
		doc = frappe.get_doc({"doctype": "Campus Heart Talk", "flags": {FLAG: 1}, FLAG: 1})
		doc.update({"flags": {FLAG: 1}})
		self.assertFalse(doc.flags.get(FLAG))
