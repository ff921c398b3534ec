"""What heads a report's export, and what its cells say: known filters and rows, without running the report."""

from datetime import date

import frappe

from campus_safety.campus_duties.report.campus_staffing_ratios import campus_staffing_ratios
from campus_safety.campus_leave.report.campus_leave_statistics import campus_leave_statistics
from campus_safety.engines import figures, period_words
from campus_safety.engines.ledgers import export, report, wording
from campus_safety.engines.ledgers.sheet import Percent
from campus_safety.services.people import staffing
from campus_safety.tests import factories as make
from campus_safety.tests.base import TEACHING_DAY, CampusTestCase

NIGHTLY = "Campus Nightly Report"


class TestReportSheet(CampusTestCase):
	moment = TEACHING_DAY

	def subtitle(self, name: str, rows: list | None = None, **filters) -> str:
		return report.get_caption(name, frappe._dict(filters), rows or [], "EX-1").subtitle

	def test_the_heading_says_the_night_or_the_days(self) -> None:
		for name, filters, said in (
			(NIGHTLY, {}, "2026-11-26"),
			(NIGHTLY, {"roll_date": "2026-11-20"}, "2026-11-20"),
			(
				"Campus Duty Gaps",
				{"from_date": "2026-11-01", "to_date": "2026-11-05"},
				"2026-11-01 to 2026-11-05",
			),
			("Campus Late Entries", {}, "all until now"),
			("Campus Late Entries", {"to_date": "2026-11-05"}, "until 2026-11-05"),
			("Campus Staffing Ratios", {}, "as of 2026-11-27"),
		):
			with self.subTest(report=name, **filters):
				self.assertIn(f"Period: {said}    ", self.subtitle(name, **filters))

	def test_a_term_brings_its_days(self) -> None:
		term = make.make_term()
		days = frappe.db.get_value("Campus Term", term, ["start_date", "end_date"])
		said = f"{term} ({period_words.of_days(*days)})"
		self.assertIn(said, self.subtitle("Campus Duty Coverage", term=term))

	def test_what_it_was_narrowed_by_is_called_by_name(self) -> None:
		user = make.make_user("narrowed@sheet.test", first_name="秦老师")
		unit = make.make_unit("筛选班")
		said = self.subtitle(
			"Campus Duty Gaps", group_by="College", only_overdue=1, unit=unit, responsible_user=user
		)
		self.assertIn("Only: 筛选班、", said)
		self.assertNotIn(user, said, "a person is called by name, not by address")
		self.assertNotIn("College", said)

	def test_what_sums_up_is_no_entry_and_has_no_number(self) -> None:
		columns = [{"fieldname": "name", "fieldtype": "Data"}]
		rows = [
			{"name": "1号楼", "is_total": 1},
			{"name": "甲"},
			{"name": "乙"},
			{"name": "2号楼", "is_total": 1},
			{"name": "丙"},
		]
		numbers = [cells[0] for cells in report.get_cells(columns, rows)]
		self.assertEqual(numbers, ["", 1, 2, "", 3])
		self.assertIn("Rows: 3    ", self.subtitle(NIGHTLY, rows))

	def test_a_percentage_keeps_its_sign(self) -> None:
		cell = report.cell({"fieldname": "rate", "fieldtype": "Percent"}, {"rate": 66.67}, {})
		self.assertIsInstance(cell, Percent)
		self.assertEqual(str(cell), "66.7%")

	def test_nothing_is_no_nought(self) -> None:
		for fieldtype in ("Percent", "Float", "Int"):
			self.assertEqual(
				report.cell({"fieldname": "rate", "fieldtype": fieldtype}, {"rate": None}, {}), ""
			)
		column = {"fieldname": "college", "fieldtype": "Link", "options": "Campus Unit"}
		row = {"college": None, "college_name": "Without College"}
		self.assertEqual(report.cell(column, row, {}), "Without College")

	def test_nor_is_it_one_on_a_card_or_in_a_chart(self) -> None:
		cards = campus_leave_statistics.get_report_summary([])
		self.assertEqual([card["value"] for card in cards if "percent" in card["label"]], ["—", "—"])
		self.assertEqual(figures.percent(0.0), "0%", "a nought that was counted is one")
		nobody = staffing.Figure("x", staffing.COUNSELLOR_RATIO, 0, 1, students=40)
		self.assertIsNone(campus_staffing_ratios.get_chart_data([nobody]))

	def test_a_record_is_called_by_its_number_and_a_master_by_its_title(self) -> None:
		"""The title of a case is its student's name: in the column of its numbers it was the name of a student."""
		unit = make.make_unit("编号班")
		self.assertEqual(wording.title_of("Campus Unit", unit), "编号班")
		for doctype in (
			"Campus Absence Case",
			"Campus Leave Permit",
			"Campus Home Visit",
			"Campus Heart Talk",
		):
			self.assertEqual(wording.title_of(doctype, "X-2026-00001"), "X-2026-00001")
			self.assertTrue(wording.is_numbered_record(doctype))
		for doctype in ("Campus Student", "Campus Dormitory", "Campus Duty Rule", "User"):
			self.assertFalse(wording.is_numbered_record(doctype), doctype)

	def test_a_ledger_says_from_when_to_when_its_rows_happened(self) -> None:
		heads = [frappe._dict(occurred_on=date(2026, 11, day)) for day in (12, 3)] + [frappe._dict()]
		self.assertEqual(export.get_period_of(heads), "2026-11-03 to 2026-11-12")
		self.assertIsNone(export.get_period_of([frappe._dict(name="x")]))

	def test_days(self) -> None:
		day = date(2026, 11, 20)
		self.assertEqual(period_words.of_days(day, "2026-11-20"), "2026-11-20")
		self.assertEqual(period_words.of_days(day, None), "since 2026-11-20")
