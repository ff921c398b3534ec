"""`validate_*` throws or is silent; it never changes what it looks at (architecture.md, Style)."""

import ast
from pathlib import Path
from unittest import TestCase

import campus_safety
from campus_safety.tests.declarations.sources import tree_of
from campus_safety.tests.declarations.test_one_answer import is_app

PACKAGE = Path(campus_safety.__file__).parent
WRITING = frozenset(
	("set", "append", "extend", "update", "remove", "db_set", "set_value", "db_insert", "insert", "save")
)


def root_of(node: ast.expr) -> str | None:
	"""The name an attribute hangs on: `row` of `row.place.name`."""
	while isinstance(node, ast.Attribute | ast.Subscript | ast.Call):
		node = node.func if isinstance(node, ast.Call) else node.value
	return node.id if isinstance(node, ast.Name) else None


def writes(function: ast.FunctionDef) -> list[int]:
	"""Lines that assign a field of a document or a row, or call what writes into the first argument."""
	looked_at = function.args.args[0].arg if function.args.args else None
	lines = []
	for node in ast.walk(function):
		targets = (
			node.targets
			if isinstance(node, ast.Assign)
			else [node.target]
			if isinstance(node, ast.AugAssign | ast.AnnAssign)
			else []
		)
		for target in targets:
			parts = target.elts if isinstance(target, ast.Tuple) else [target]
			lines += [part.lineno for part in parts if isinstance(part, ast.Attribute)]
		if (
			isinstance(node, ast.Call)
			and isinstance(node.func, ast.Attribute)
			and node.func.attr in WRITING
			and root_of(node.func.value) in (looked_at, "frappe")
		):
			lines.append(node.lineno)
	return sorted(set(lines))


def functions(tree: ast.Module) -> list[ast.FunctionDef]:
	return [
		node
		for node in ast.walk(tree)
		if isinstance(node, ast.FunctionDef) and node.name.lstrip("_").startswith("validate_")
	]


class TestValidateWritesNothing(TestCase):
	def test_no_validate_function_writes(self) -> None:
		found, seen = [], 0
		for path in sorted(PACKAGE.rglob("*.py")):
			if is_app(path):
				for function in functions(tree_of(path)):
					seen += 1
					found += [
						f"{path.relative_to(PACKAGE)}:{line} {function.name}" for line in writes(function)
					]
		self.assertGreater(seen, 100)
		self.assertEqual(found, [])

	def test_each_way_to_write_is_seen(self) -> None:
		for line in (
			"self.status = 1",
			"self.a, self.b = 1, 2",
			"self.count += 1",
			"self.set('status', 1)",
			"self.db_set('status', 1)",
			"row.note = None",
			"frappe.db.set_value('A', 'b', 'c', 1)",
			"self.rows.append({})",
		):
			with self.subTest(line):
				(function,) = functions(ast.parse(f"def validate_it(self):\n\t{line}"))
				self.assertEqual(writes(function), [2])
		(function,) = functions(ast.parse("def validate_it(self):\n\tseen = set()\n\tseen.update(self.rows)"))
		self.assertEqual(writes(function), [])
