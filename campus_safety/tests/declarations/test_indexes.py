"""Every declared index stands on the site, on columns that are there."""

from collections import defaultdict

import frappe

from campus_safety.access.rules import RULES
from campus_safety.declared import INDEXES
from campus_safety.tests.base import CampusTestCase


def read_indexes(doctype: str) -> dict[str, tuple[bool, tuple[str, ...]]]:
	"""{name: (unique, columns)} as the database has them."""
	columns, unique = defaultdict(list), {}
	for row in frappe.db.sql(f"show index from `tab{doctype}`", as_dict=True):
		columns[row.Key_name].append((row.Seq_in_index, row.Column_name))
		unique[row.Key_name] = not row.Non_unique
	return {
		name: (unique[name], tuple(column for _, column in sorted(rows))) for name, rows in columns.items()
	}


class TestIndexes(CampusTestCase):
	def test_each_is_there(self) -> None:
		for index in INDEXES:
			with self.subTest(index=index):
				self.assertIn(index.doctype, RULES)
				self.assertIn((index.unique, index.columns), read_indexes(index.doctype).values())

	def test_none_stands_twice(self) -> None:
		keys = [(index.doctype, index.columns) for index in INDEXES]
		self.assertEqual(len(keys), len(set(keys)))

	def test_open_duties_are_looked_for_among_the_open_ones(self) -> None:
		"""Of the indexes in a list's order the database takes the one of fewest columns: one of the day alone holds all years."""
		columns = [columns for _unique, columns in read_indexes("Campus Duty Obligation").values()]
		by_day, by_state = (
			min(len(each) for each in columns if each[: len(first)] == first)
			for first in (("due_date",), ("state", "due_date"))
		)
		self.assertGreater(by_day, by_state)

	def test_no_controller_makes_its_own(self) -> None:
		"""One place says which indexes there are; `on_doctype_update` would be a second."""
		for doctype in RULES:
			module = frappe.get_meta(doctype).module
			controller = frappe.get_module(frappe.modules.get_module_name(doctype, module))
			self.assertFalse(hasattr(controller, "on_doctype_update"), doctype)
