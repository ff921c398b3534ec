"""The cover sheet: every clause with its ledgers, counts in the reader's own reach, no handful for whoever only counts."""

import frappe
from frappe.utils import getdate

from campus_safety.campus_governance.report.campus_cover_sheet import campus_cover_sheet as report
from campus_safety.domain import roles as r
from campus_safety.services.governance import cover_sheet
from campus_safety.setup.clause_map import get_served
from campus_safety.tests.base import WorldTestCase

FIRST, LAST = getdate("2020-01-01"), getdate("2040-12-31")


class TestCampusCoverSheet(WorldTestCase):
	def lines(self, role: str) -> list[cover_sheet.Line]:
		with self.as_user(self.world.by_role[role]):
			return cover_sheet.get_lines(FIRST, LAST)

	def test_every_clause_that_a_record_serves_has_a_line(self) -> None:
		known = set(frappe.get_all("Campus Notice Clause", pluck="clause_no"))
		wanted = {
			clause
			for clause, served in get_served().items()
			if clause in known and any(map(cover_sheet._is_a_record, served))
		}
		self.assertGreater(len(wanted), 15)
		self.assertEqual({line.clause for line in self.lines(r.STUDENT_AFFAIRS)}, wanted)

	def test_the_number_is_what_the_reader_can_list(self) -> None:
		affairs = self.world.by_role[r.STUDENT_AFFAIRS]
		with self.as_user(affairs):
			own = len(frappe.get_list("Campus Heart Talk", pluck="name", limit_page_length=0))
			title = cover_sheet._title("Campus Heart Talk")
		numbers = {line.records for line in self.lines(r.STUDENT_AFFAIRS) if line.ledger == title}
		self.assertEqual(numbers, {own})

	def test_who_only_counts_learns_of_no_handful_and_of_nothing_protected(self) -> None:
		lines = self.lines(r.SAFETY_OFFICE)
		self.assertTrue(lines)
		for line in lines:
			self.assertFalse(line.records and line.records < cover_sheet.FEWEST, line)
		with self.as_user(self.world.by_role[r.SAFETY_OFFICE]):
			for doctype in ("Campus Risk Ledger", "Campus Session Note"):
				self.assertIn(cover_sheet._count(doctype, FIRST, LAST)[0], (None, 0))

	def test_the_report_says_it_in_rows(self) -> None:
		with self.as_user(self.world.by_role[r.SAFETY_OFFICE]):
			columns, rows, note, _chart, summary = report.execute({"from_date": FIRST, "to_date": LAST})
		self.assertEqual(
			[column["fieldname"] for column in columns][:4], ["clause", "title", "ledger", "records"]
		)
		self.assertTrue(rows and note and summary)
		self.assertTrue(any(row["units"] for row in rows))
