"""SECURITY.md promises nothing that no test holds."""

import re
from pathlib import Path
from unittest import TestCase

import campus_safety

PACKAGE = Path(campus_safety.__file__).parent
PAGE = PACKAGE.parent / "SECURITY.md"
TEST = re.compile(r"`(tests/[\w/]+\.py)`")


class TestSecurityPromises(TestCase):
	def rows(self) -> list[str]:
		section = PAGE.read_text(encoding="utf-8").partition("## Against whom")[2].partition("\n## ")[0]
		return [line for line in section.splitlines() if line.startswith("| ")][1:]

	def test_every_threat_names_its_tests(self) -> None:
		rows = self.rows()
		self.assertGreater(len(rows), 25)
		for row in rows:
			named = TEST.findall(row)
			self.assertTrue(named, row)
			for path in named:
				source = (PACKAGE / path).read_text(encoding="utf-8")
				self.assertIn("def test_", source, path)

	def test_every_named_test_is_there(self) -> None:
		"""Below the table, too: what is said of keys, lines and messages there is held by the test it names."""
		for path in TEST.findall(PAGE.read_text(encoding="utf-8")):
			self.assertIn("def test_", (PACKAGE / path).read_text(encoding="utf-8"), path)

	def test_what_is_told_or_leaves_a_line_names_its_test(self) -> None:
		"""Of what is not protected the page says how misuse shows: that is a promise as well."""
		section = (
			PAGE.read_text(encoding="utf-8").partition("## What is not protected")[2].partition("\n## ")[0]
		)
		points = section.replace("\n  ", " ").split("\n- ")[1:]
		self.assertGreater(len(points), 10)
		for point in points:
			if re.search(r"\b(told|betrays|line|struck)\b", point) and "The same line" not in point:
				self.assertTrue(TEST.search(point), point)

	def test_every_security_test_stands_there(self) -> None:
		named = set(TEST.findall(PAGE.read_text(encoding="utf-8")))
		for path in sorted((PACKAGE / "tests/security").glob("test_*.py")):
			self.assertIn(f"tests/security/{path.name}", named)
