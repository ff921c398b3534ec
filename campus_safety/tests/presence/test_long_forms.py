"""The form of a building with many beds opens in few queries, and every name stands beside its link."""

from unittest.mock import patch

import frappe
from frappe.desk.form.load import getdoc

from campus_safety.records import link_titles
from campus_safety.tests.presence.night_base import ROLL, NightTestCase

STUDENT = "Campus Student"


class TestLongForms(NightTestCase):
	def open(self, name: str) -> tuple[dict, int]:
		"""(names beside links, queries that ask for one student's name)."""
		frappe.db.value_cache.clear()
		frappe.local.response = frappe._dict(docs=[])
		queries, real = (
			[],
			frappe.db.sql,
		)  # of this connection: whatever listened before may have left its own there

		def heard(query, values=(), *args, **kwargs):
			queries.append(str(query))
			return real(query, values, *args, **kwargs)

		with patch.object(frappe.db, "sql", heard):
			getdoc(ROLL, name)
		asked = [query for query in queries if "`student_name`" in query and "IN" not in query.upper()]
		return frappe.response.get("_link_titles") or {}, len(asked)

	def test_names_are_looked_up_for_all_rows_at_once(self) -> None:
		name = self.roll()
		with patch.object(link_titles, "look_up"):
			_titles, one_by_one = self.open(name)
		titles, asked = self.open(name)
		self.assertEqual(asked, 0)
		if frappe.get_meta(STUDENT).show_title_field_in_link:
			for place, student in enumerate(self.students, start=1):
				self.assertEqual(titles[f"{STUDENT}::{student}"], f"夜查生{place}")
			# how many depends on what the framework still has in hand; that it asks at all shows that we would hear it
			self.assertGreater(one_by_one, 0, "as the framework does it by itself")
