"""Walks over every report of the app: who may open it may read what its columns link to."""

import frappe

from campus_safety.access.scopes.presence import COUNTS_ONLY_NIGHTS
from campus_safety.tests.base import CampusTestCase

CASE = "Campus Absence Case"
EVERYBODY = {"All", "Desk User"}  # the framework's own masters: users may be chosen by whoever has the Desk
# those of any report, and a word that none knows: it is as if nothing was said
GROUPINGS = (
	None,
	"College",
	"Class",
	"Person",
	"Clause",
	"Rule",
	"Building",
	"Source",
	"Case",
	"no such grouping",
)


class TestReports(CampusTestCase):
	def test_whoever_opens_a_report_may_read_what_its_columns_link_to(self) -> None:
		"""The framework refuses the whole report as soon as a row fills a column whose DocType its reader may not read."""
		seen = set()
		for report in frappe.get_all(
			"Report", filters={"name": ("like", "Campus %"), "is_standard": "Yes"}, pluck="name"
		):
			document = frappe.get_doc("Report", report)
			roles = {row.role for row in document.roles}
			for doctype in self.linked_doctypes(document):
				seen.add(report)
				readers = {
					row.role
					for row in frappe.get_meta(doctype).permissions
					if not row.permlevel and (row.read or row.select)
				}
				# a row of a case carries its name only where the reader reaches it: tests/leaks/test_night_reports.py
				readers |= COUNTS_ONLY_NIGHTS if doctype == CASE else set()
				with self.subTest(report=report, doctype=doctype):
					self.assertEqual(set() if readers & EVERYBODY else roles - readers, set())
		self.assertGreater(len(seen), 5)

	def linked_doctypes(self, document) -> set[str]:
		"""What the columns link to, however the report is grouped."""
		module = frappe.scrub(document.module)
		name = frappe.scrub(document.name)
		execute = frappe.get_attr(f"campus_safety.{module}.report.{name}.{name}.execute")
		found = set()
		for grouping in GROUPINGS:
			columns = execute({"group_by": grouping, "roll_date": "2026-11-20"})[0]
			found |= {column["options"] for column in columns if column.get("fieldtype") == "Link"}
		return found
