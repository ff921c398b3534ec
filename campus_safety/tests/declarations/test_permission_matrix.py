"""docs/permission-matrix.md says what the app does."""

from unittest import TestCase

from campus_safety.access.rules import RULES
from campus_safety.setup import permission_matrix as matrix


class TestPermissionMatrix(TestCase):
	def test_committed_file_is_current(self) -> None:
		if not matrix.TARGET.parent.exists():
			self.skipTest("installed without docs/")
		committed = matrix.TARGET.read_text(encoding="utf-8")
		self.assertEqual(committed, matrix.make_matrix(), f"stale, run: {matrix.COMMAND}")

	def test_every_doctype_has_a_rule_and_a_reach_in_words(self) -> None:
		for each in matrix.read_doctypes():
			self.assertIn(each.name, RULES)
			self.assertTrue(matrix.get_reach(each.rule), f"{each.rule.reach.__name__} has no docstring")

	def test_only_known_roles_have_rights(self) -> None:
		for each in matrix.read_doctypes():
			for row in each.permissions:
				self.assertIn(row["role"], matrix.ROLES, each.name)

	def test_rights_are_read_as_declared(self) -> None:
		doctype = matrix.DocTypeFile(
			"Campus Unit",
			"Campus People",
			False,
			(
				{"role": "A", "read": 1, "print": 1},
				{"role": "A", "read": 1, "permlevel": 1},
				{"role": "B", "read": 1, "if_owner": 1},
			),
		)
		self.assertEqual(doctype.rights_of("A"), "rp r1")
		self.assertEqual(doctype.rights_of("B"), "r*")
		self.assertEqual(doctype.rights_of("C"), "")
