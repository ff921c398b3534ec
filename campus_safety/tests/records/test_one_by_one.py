"""Row after row: one that goes wrong is undone and written down, the others stand."""

from unittest.mock import patch

import frappe

from campus_safety.engines.sets.one_by_one import one_by_one
from campus_safety.tests.base import CampusTestCase


class TestOneByOne(CampusTestCase):
	def test_what_one_makes_go_wrong_is_undone_and_the_others_go_on(self) -> None:
		done: list[int] = []

		def work(row: int) -> None:
			done.append(row)
			if row == 2:
				raise ValueError(row)

		database, logged = frappe.db, patch.object(frappe, "log_error")
		with (
			patch.object(database, "rollback") as undone,
			patch.object(database, "commit") as kept,
			logged as log,
		):
			self.assertEqual(one_by_one(range(4), work, "One by one"), 1)
		self.assertEqual((done, undone.call_count, kept.call_count), ([0, 1, 2, 3], 1, 4))
		log.assert_called_once_with(title="One by one")

	def test_nothing_to_do(self) -> None:
		self.assertEqual(one_by_one((), self.fail, "One by one"), 0)
