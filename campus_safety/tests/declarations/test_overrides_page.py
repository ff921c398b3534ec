"""docs/overrides.md says why, of everything that stands in the framework's place."""

from pathlib import Path
from unittest import TestCase

import campus_safety
from campus_safety import hooks
from campus_safety.api.replaced import OF_THE_QUERY_ENGINE, REPLACED

PAGE = Path(campus_safety.__file__).parent.parent / "docs" / "overrides.md"


class TestOverridesPage(TestCase):
	def setUp(self) -> None:
		self.lines = PAGE.read_text(encoding="utf-8").splitlines()

	def reason(self, name: str) -> str:
		found = [line.split("|")[2].strip() for line in self.lines if line.startswith(f"| {name} |")]
		self.assertEqual(len(found), 1, f"{name}: one line in docs/overrides.md")
		return found[0]

	def test_every_replacement_has_a_reason(self) -> None:
		names = [f"`{endpoint}`" for endpoint in {**REPLACED, **OF_THE_QUERY_ENGINE}]
		for name in (*names, *hooks.override_doctype_class):
			with self.subTest(name=name):
				self.assertGreater(len(self.reason(name)), 15)

	def test_nothing_is_named_that_is_not_replaced(self) -> None:
		known = {*REPLACED, *OF_THE_QUERY_ENGINE}
		named = {line.split("`")[1] for line in self.lines if line.startswith("| `")}
		self.assertEqual(named, known)
