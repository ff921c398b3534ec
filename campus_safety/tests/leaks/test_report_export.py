"""A report's table as xlsx over HTTP: the report's own checks, the ledgers' look, each export numbered and logged."""

import io

import frappe
import openpyxl
from frappe.utils import now_datetime

from campus_safety.domain import roles as r
from campus_safety.engines.seal import checkpoints
from campus_safety.tests.base import WorldTestCase
from campus_safety.tests.http import HttpClient
from campus_safety.tests.world import FAR_STUDENT, STUDENT

EXPORT = "campus_safety.api.ledgers.export_report"
LATE = "Campus Late Entries"


class TestReportExport(WorldTestCase):
	def export(self, user: str, report: str, **values):
		return HttpClient(user).call(EXPORT, report=report, **values)

	def sheet(self, user: str, report: str, **values):
		answer = self.export(user, report, **values)
		self.assertEqual(answer.status_code, 200, answer.get_data()[:500])
		return openpyxl.load_workbook(io.BytesIO(answer.get_data())).active

	def test_ledger_look_and_log(self) -> None:
		sheet = self.sheet(self.world.users["lead"], "Campus Staffing Ratios", filters={"only_missing": 0})
		self.assertIn("师资配备与生师比", sheet["A1"].value)
		self.assertEqual([cell.value for cell in sheet[3]][:3], ["序号", "单位", "要求"])
		self.assertEqual((sheet.freeze_panes, sheet.print_title_rows), ("A4", "$1:$3"))
		self.assertEqual({row[1].value for row in sheet.iter_rows(min_row=4)}, {"世界信息学院"})
		self.assertIsInstance(sheet["E4"].value, int)
		entry = frappe.get_last_doc("Campus Access Log", {"action": "Export"}, order_by="creation desc")
		self.assertEqual(entry.user, self.world.users["lead"])
		self.assertIn(entry.reference_name, sheet["A2"].value)

	def test_the_checkpoint_goes_along_in_the_file_and_on_paper(self) -> None:
		"""A file that is kept elsewhere keeps the checkpoint outside this server: the night's report, too."""
		day = frappe.db.get_value("Campus Seal Checkpoint", {}, "day", order_by="day desc")
		if not day:
			checkpoints.take(now_datetime())
			frappe.db.commit()  # the request reads on another connection
		line = checkpoints.for_print()["text"]
		lead = self.world.users["lead"]
		for report in ("Campus Nightly Report", "Campus Staffing Ratios"):
			answer = self.export(lead, report, filters={})
			book = openpyxl.load_workbook(io.BytesIO(answer.get_data()))
			self.assertEqual(len(book.worksheets), 2, report)
			self.assertIn(line, [row[0].value for row in book.worksheets[1].iter_rows()])
			self.assertEqual(len(book.worksheets[1]._images), 1)
			page = HttpClient(lead).call("campus_safety.api.ledgers.print_report", report=report, filters={})
			self.assertEqual(page.status_code, 200, page.get_data()[:300])
			markup = page.get_json()["message"]
			self.assertIn(line, markup)
			self.assertIn("<svg", markup)
		refused = HttpClient(self.world.users["pupil"]).call(
			"campus_safety.api.ledgers.print_report", report="Campus Nightly Report", filters={}
		)
		self.assertEqual(refused.status_code, 403)

	def test_only_own_rows_and_never_a_formula(self) -> None:
		talk = frappe.db.get_value(
			"Campus Heart Talk", self.world.talk, ["late_entry", "creation"], as_dict=True
		)
		name = frappe.db.get_value("Campus Student", STUDENT, "student_name")
		frappe.db.set_value("Campus Heart Talk", self.world.talk, "late_entry", 1, update_modified=False)
		frappe.db.set_value("Campus Student", STUDENT, "student_name", "=1+1", update_modified=False)
		frappe.db.commit()  # the request reads on another connection
		self.addCleanup(self.put_back, talk.late_entry, name)
		own = self.sheet(self.world.users["counsellor"], LATE)
		cells = [cell for row in own.iter_rows(min_row=4) for cell in row if cell.value is not None]
		self.assertTrue(
			any(str(cell.value).startswith("'=1+1") for cell in cells),
			"a text, with or without the spreadsheet's help",
		)
		self.assertEqual({cell.data_type for cell in cells} - {"s", "n"}, set())
		for user in (
			self.world.users["far_counsellor"],
			self.world.users["far_lead"],
			self.world.by_role[r.SAFETY_OFFICE],
		):
			text = str([cell.value for row in self.sheet(user, LATE).iter_rows() for cell in row])
			self.assertNotIn(STUDENT, text)
			self.assertNotIn(self.world.talk, text)

	def put_back(self, late: int, name: str) -> None:
		frappe.db.set_value("Campus Heart Talk", self.world.talk, "late_entry", late, update_modified=False)
		frappe.db.set_value("Campus Student", STUDENT, "student_name", name, update_modified=False)
		frappe.db.commit()

	def test_who_may_not_open_the_report_gets_no_file(self) -> None:
		for user, report in (
			(self.world.users["counsellor"], "Campus Staffing Ratios"),
			(self.world.by_role[r.IT_CENTRE], "Campus Duty Coverage"),
			(self.world.by_role[r.HR_OFFICE], "Campus Duty Gaps"),
			(self.world.by_role[r.PUBLICITY], LATE),
			(self.world.users["pupil"], "Campus Duty Coverage"),
			(None, "Campus Duty Coverage"),
		):
			with self.subTest(user=user, report=report):
				answer = self.export(user, report)
				self.assertIn(answer.status_code, (401, 403))
				self.assertNotIn(b"PK\x03\x04", answer.get_data()[:4])

	def test_reports_of_other_apps_are_not_ours_to_export(self) -> None:
		answer = self.export(self.world.users["administrator_of_site"], "Permitted Documents For User")
		self.assertEqual(answer.status_code, 403)

	def test_a_far_student_is_in_nobody_elses_gaps(self) -> None:
		text = str(
			[
				c.value
				for row in self.sheet(self.world.users["lead"], "Campus Duty Gaps").iter_rows()
				for c in row
			]
		)
		self.assertNotIn(FAR_STUDENT, text)
