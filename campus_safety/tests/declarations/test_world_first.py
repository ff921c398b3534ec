"""The shared world is asked for before anything is made: asking commits, and what a test had made until then would stay on the site.

Two drills stayed so, and another suite found them.
"""

import ast
from pathlib import Path
from unittest import TestCase

import campus_safety

PACKAGE = Path(campus_safety.__file__).parent


def asks(function: ast.FunctionDef) -> bool:
	return any(
		isinstance(node, ast.Call) and getattr(node.func, "id", "") == "get_world"
		for node in ast.walk(function)
	)


class TestWorldFirst(TestCase):
	def test_only_what_a_class_begins_with_asks_for_it(self) -> None:
		late, asked = [], 0
		for path in [*PACKAGE.glob("tests/**/*.py"), *PACKAGE.glob("campus_*/**/test_*.py")]:
			for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
				if isinstance(node, ast.FunctionDef) and asks(node):
					asked += 1
					if node.name != "setUpClass":
						late.append(f"{path.relative_to(PACKAGE)}: {node.name}")
		self.assertEqual(late, [])
		self.assertGreater(asked, 15)
