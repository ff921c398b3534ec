"""No whitelisted path, DocType or field name is renamed or taken away unnoticed (`contract.json`, made at 7c6fa95)."""

from unittest import TestCase

from campus_safety.access.rules import RULES
from campus_safety.tests.declarations import contract


class TestContract(TestCase):
	def test_nothing_is_renamed_or_gone(self) -> None:
		committed, today = contract.read_committed(), contract.read_today()
		self.assertGreater(len(committed["methods"]), 80)
		self.assertGreater(len(committed["doctypes"]), 70)
		self.assertEqual(contract.find_missing(committed, today), [])

	def test_today_is_read_whole(self) -> None:
		self.assertEqual(set(contract.read_today()["doctypes"]), set(RULES))

	def test_it_names_what_is_gone(self) -> None:
		before = {"methods": ["a.b", "a.c"], "doctypes": {"A": ["x", "y"], "B": ["z"]}}
		today = {"methods": ["a.c", "a.d"], "doctypes": {"A": ["x", "new"], "C": []}}
		self.assertEqual(contract.find_missing(before, today), ["a.b", "A.y", "B"])
		self.assertEqual(
			contract.merge(before, today),
			{"methods": ["a.b", "a.c", "a.d"], "doctypes": {"A": ["new", "x", "y"], "B": ["z"], "C": []}},
		)
		self.assertEqual(contract.find_missing(before, before), [])
