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
		for document in self.reports():
			report, roles = document.name, {row.role for row in document.roles}
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

	def test_every_report_says_which_days_it_covers(self) -> None:
		"""The heading of its export asks it; one whose period is the term said so above an export of one night."""
		for report in self.reports():
			with self.subTest(report=report.name):
				self.assertTrue(self.function(report, "get_shown_period")(frappe._dict()))

	def test_every_report_is_exported_as_a_ledger(self) -> None:
		"""And shows a dash where nothing can be counted: both come with the one way in which its script is written."""
		for report in self.reports():
			module, name = frappe.scrub(report.module), frappe.scrub(report.name)
			script = frappe.read_file(
				frappe.get_app_path("campus_safety", module, "report", name, f"{name}.js"),
				raise_not_found=True,
			)
			with self.subTest(report=report.name):
				self.assertRegex(script, r"= campus_safety\.(ledger|figures)_report\(")

	def test_every_report_opens_before_the_first_term(self) -> None:
		"""On a school's first day there is none; the list of gaps failed on it."""
		frappe.db.delete("Campus Term")  # of this transaction alone
		for document in self.reports():
			with self.subTest(report=document.name):
				columns = self.function(document, "execute")({"roll_date": "2026-11-20"})[0]
				self.assertTrue(columns)

	def test_whoever_a_report_names_may_open_it(self) -> None:
		"""The framework asks for the right to reports on its DocType as well: the centre's head was refused its hours."""
		for report in self.reports():
			permitted = {
				row.role
				for row in frappe.get_meta(report.ref_doctype).permissions
				if not row.permlevel and row.report
			}
			with self.subTest(report=report.name):
				self.assertEqual({row.role for row in report.roles} - permitted, set())

	def reports(self) -> list:
		names = frappe.get_all(
			"Report", filters={"name": ("like", "Campus %"), "is_standard": "Yes"}, pluck="name"
		)
		self.assertGreater(len(names), 15)
		return [frappe.get_doc("Report", name) for name in names]

	def function(self, report, name: str):
		module, scrubbed = frappe.scrub(report.module), frappe.scrub(report.name)
		return frappe.get_attr(f"campus_safety.{module}.report.{scrubbed}.{scrubbed}.{name}")

	def linked_doctypes(self, document) -> set[str]:
		"""What the columns link to, however the report is grouped."""
		execute = self.function(document, "execute")
		found = set()
		for grouping in GROUPINGS:
			columns = execute({"group_by": grouping, "roll_date": "2026-11-20"})[0]
			found |= {column["options"] for column in columns if column.get("fieldtype") == "Link"}
		return found
