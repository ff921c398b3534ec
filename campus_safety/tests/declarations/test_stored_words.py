"""What is stored in English is read in the words of its DocType: 已销号 of a ledger, 已结案 of a crisis, never "Closed"."""

import ast
import json
import re
from collections.abc import Iterator
from pathlib import Path
from unittest import TestCase

import campus_safety
from campus_safety.tests.declarations.sources import nodes_of

PACKAGE = Path(campus_safety.__file__).parent
FIELDS = ("field", "df", "table", "docfield")  # what a field of a DocType is called in our code
# the kind of an alert and of a late entry is a document, whose name no DocType words
NAMES = {
	"engines/alerts/told.py": "kind",
	"campus_duties/report/campus_late_entries/campus_late_entries.py": "kind",
	"public/js/desk/alerts.js": "kind",
	"services/incidents/accountability/evidence.py": "kind",
	# a post, which is a document
	"campus_duties/report/campus_staffing_ratios/campus_staffing_ratios.py": "item",
	# the framework's own words, two of them looked for to be replaced
	"records/states.py": "state",
	"public/js/desk/readable_options.js": "action",
	"public/js/desk/rule_filters.js": "operator",
}
# roles and levels are documents, too
DOCUMENTS = ("role", "approver_role", "risk_level", "proposed_level", "level")


def options() -> set[str]:
	"""Fieldnames of our Selects."""
	found = set()
	for path in PACKAGE.glob("*/doctype/*/*.json"):
		fields = json.loads(path.read_text(encoding="utf-8")).get("fields", [])
		found |= {field["fieldname"] for field in fields if field["fieldtype"] == "Select"}
	return found - set(DOCUMENTS)


class TestStoredWords(TestCase):
	def test_python_asks_with_the_doctype(self) -> None:
		wrong = [
			f"{path.relative_to(PACKAGE)}:{node.lineno}: {ast.unparse(node)}"
			for path in sorted(PACKAGE.rglob("*.py"))
			if "tests" not in path.relative_to(PACKAGE).parts and not path.name.startswith("test_")
			for node in nodes_of(path)
			if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "_" and node.args
			if not any(word.arg == "context" for word in node.keywords)
			if self.is_stored(node.args[0], NAMES.get(path.relative_to(PACKAGE).as_posix()))
		]
		self.assertEqual(wrong, [], "ask with context=<the DocType>")

	def test_scripts_ask_with_the_doctype(self) -> None:
		asked = re.compile(r"__\((?:\w+\.)*(\w+)(?: \|\| \"\")?\)")
		wrong = [
			f"{path.relative_to(PACKAGE)}: {match[0]}"
			for path in self.scripts()
			for match in asked.finditer(path.read_text(encoding="utf-8"))
			if match[1] in self.options and NAMES.get(path.relative_to(PACKAGE).as_posix()) != match[1]
		]
		self.assertEqual(wrong, [], "ask with __(value, null, <the DocType>)")

	@classmethod
	def setUpClass(cls) -> None:
		super().setUpClass()
		cls.options = options()

	def is_stored(self, node: ast.expr, named: str | None) -> bool:
		"""`status`, `row.status`, `row["status"]`, `row.get("status")`; a field's label."""
		if isinstance(node, ast.BoolOp):
			return self.is_stored(node.values[0], named)
		name = getattr(node, "id", "")
		if isinstance(node, ast.Attribute):
			if node.attr == "label":
				return isinstance(node.value, ast.Name) and node.value.id in FIELDS
			name = node.attr
		elif isinstance(node, ast.Subscript) and isinstance(node.slice, ast.Constant):
			name = node.slice.value
		elif isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
			if node.func.attr == "get_label":
				return True
			if node.func.attr == "get" and node.args and isinstance(node.args[0], ast.Constant):
				name = node.args[0].value
		return name in self.options and name != named

	@staticmethod
	def scripts() -> Iterator[Path]:
		for path in sorted(PACKAGE.rglob("*.js")):
			if {"dist", "node_modules"}.isdisjoint(path.parts):
				yield path
