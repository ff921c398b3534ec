"""What nobody uses any more is not kept: exceptions, rooms of tests, guards for what the app itself brings."""

import ast
from pathlib import Path
from unittest import TestCase

import campus_safety
from campus_safety.tests.declarations.sources import tree_of

PACKAGE = Path(campus_safety.__file__).parent


class TestNothingLeftOver(TestCase):
	@classmethod
	def setUpClass(cls) -> None:
		super().setUpClass()
		cls.trees = {path: tree_of(path) for path in PACKAGE.rglob("*.py")}

	def test_every_exception_is_raised_or_inherited(self) -> None:
		exceptions = PACKAGE / "exceptions.py"
		named = {
			name.id if isinstance(name, ast.Name) else name.attr
			for path, tree in self.trees.items()
			if "tests" not in path.relative_to(PACKAGE).parts and not path.name.startswith("test_")
			for name in ast.walk(tree)
			if isinstance(name, ast.Name | ast.Attribute)
		}
		declared = {node.name for node in self.trees[exceptions].body if isinstance(node, ast.ClassDef)}
		self.assertGreater(len(declared), 20)
		self.assertEqual(sorted(declared - named), [])

	def test_every_room_of_tests_has_tests(self) -> None:
		rooms = [path for path in (PACKAGE / "tests").iterdir() if (path / "__init__.py").exists()]
		empty = {room.name for room in rooms if not any(room.glob("test_*.py"))}
		self.assertEqual(empty, {"bases", "world"}, "what tests begin with; every other room has some")

	def test_no_empty_table(self) -> None:
		"""A constant that is an empty table declares nothing and is read by nobody."""
		empty = [
			f"{path.relative_to(PACKAGE)}:{node.lineno}"
			for path, tree in self.trees.items()
			for node in tree.body
			if isinstance(node, ast.Assign | ast.AnnAssign) and _is_empty(node.value) and _is_constant(node)
		]
		self.assertEqual(empty, [])

	def test_no_guard_for_our_own_doctypes(self) -> None:
		"""`exists("DocType", LEDGER)` is for what a school may have or not; ours are there.

		The name there is a literal or a constant of the module, so the guard is ours to leave out.
		"""
		guards = [
			f"{path.relative_to(PACKAGE)}:{node.lineno}"
			for path, tree in self.trees.items()
			if "tests" not in path.relative_to(PACKAGE).parts
			for node in ast.walk(tree)
			if isinstance(node, ast.Call) and _asks_for_doctype(node)
		]
		self.assertEqual(guards, [])


def _is_empty(value: ast.expr | None) -> bool:
	return isinstance(value, ast.Dict | ast.Tuple) and not (
		value.keys if isinstance(value, ast.Dict) else value.elts
	)


def _is_constant(node: ast.Assign | ast.AnnAssign) -> bool:
	(target,) = node.targets if isinstance(node, ast.Assign) else (node.target,)
	return isinstance(target, ast.Name) and target.id.isupper()


def _asks_for_doctype(node: ast.Call) -> bool:
	if getattr(node.func, "attr", "") != "exists" or len(node.args) < 2:
		return False
	asked, name = node.args[:2]
	is_fixed = isinstance(name, ast.Constant) or getattr(name, "id", "").isupper()
	return isinstance(asked, ast.Constant) and asked.value == "DocType" and is_fixed
