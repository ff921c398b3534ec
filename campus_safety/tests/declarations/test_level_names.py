"""Risk levels are the school's own records: no code, rule or script names one outside the seeds (found/fidelity.md 11)."""

import ast
import json
import re
from pathlib import Path
from unittest import TestCase

import campus_safety
from campus_safety.declared.duty_rules import RULES
from campus_safety.setup.risk import RISK_LEVELS
from campus_safety.tests.declarations.sources import tree_of

PACKAGE = Path(campus_safety.__file__).parent
NAMES = frozenset(level["name"] for level in RISK_LEVELS)
# who makes them, and tests of a school that has them
SEEDS = frozenset((PACKAGE / "setup" / "risk.py",))
COLOURS = frozenset(("indicator",))  # a figure's colour on a report has the same word


def is_of_tests(path: Path) -> bool:
	parts = path.relative_to(PACKAGE).parts
	return "tests" in parts or "demo" in parts or "node_modules" in parts or path.name.startswith("test_")


class TestLevelNames(TestCase):
	def test_the_walk_finds_one(self) -> None:
		self.assertEqual(list(self.named_in(ast.parse('x = {"level": "Red"}'))), ["Red"])
		self.assertEqual(list(self.named_in(ast.parse('x = {"indicator": "Red" if y else "Green"}'))), [])

	def named_in(self, tree: ast.AST):
		"""Names of levels among the strings, those of a colour aside."""
		colours = {
			id(inner)
			for node in ast.walk(tree)
			if isinstance(node, ast.Dict)
			for key, value in zip(node.keys, node.values, strict=True)
			if isinstance(key, ast.Constant) and key.value in COLOURS
			for inner in ast.walk(value)
		}
		for node in ast.walk(tree):
			if isinstance(node, ast.Constant) and id(node) not in colours and node.value in NAMES:
				yield node.value

	def test_no_code_names_a_level(self) -> None:
		paths = [path for path in PACKAGE.rglob("*.py") if path not in SEEDS and not is_of_tests(path)]
		self.assertGreater(len(paths), 300)
		found = {
			str(path.relative_to(PACKAGE)): names
			for path in paths
			if (names := list(self.named_in(tree_of(path))))
		}
		self.assertEqual(found, {})

	def test_no_script_names_a_level(self) -> None:
		quoted = re.compile("[\"'`](" + "|".join(NAMES) + ")[\"'`]")
		paths = [path for path in PACKAGE.rglob("*.js") if not is_of_tests(path)]
		self.assertGreater(len(paths), 60)
		found = [
			str(path.relative_to(PACKAGE))
			for path in paths
			if "dist" not in path.parts and quoted.search(path.read_text(encoding="utf-8"))
		]
		self.assertEqual(found, [])

	def test_no_shipped_rule_names_a_level(self) -> None:
		text = json.dumps(RULES, ensure_ascii=False)
		self.assertEqual([name for name in NAMES if f'"{name}"' in text], [])
