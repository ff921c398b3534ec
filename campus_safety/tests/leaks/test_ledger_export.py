"""Ledgers as xlsx and on paper: official columns, own rows only, text stays text, each export logged."""

import io

import frappe
import openpyxl

from campus_safety.tests.base import WorldTestCase
from campus_safety.tests.http import HttpClient
from campus_safety.tests.seal import get_bent
from campus_safety.tests.world import STUDENT

LEDGER, VISIT = "Campus Risk Ledger", "Campus Home Visit"
EXPORT = "campus_safety.api.ledgers.export_ledger"
PRINT = "campus_safety.api.ledgers.print_ledger"
RECORD = "campus_safety.api.ledgers.print_record"
REASON = "月度调度会材料"
RISK_HEADINGS = (
	"序号|学院|班级|姓名|风险因素|等级|主要表现|家庭情况|包保领导|包保人|帮扶措施|调度记录|当前状态|销号时间"
)
VISIT_HEADINGS = "序号|学院|班级|姓名|类别|时间|方式|地址|走访人|家庭情况|发现问题|商定措施|家长签字|状态"
FORMULA = '=HYPERLINK("http://evil.example","点我")'


class TestLedgerExport(WorldTestCase):
	def client(self, who: str) -> HttpClient:
		return HttpClient(self.world.users.get(who) or self.world.by_role.get(who))

	def exported(self, who: str, doctype: str, **values):
		answer = self.client(who).call(EXPORT, doctype=doctype, **values)
		self.assertEqual(answer.status_code, 200, answer.get_data()[:800])
		return openpyxl.load_workbook(io.BytesIO(answer.get_data())).active

	def cells(self, sheet) -> list[str]:
		cells = [
			str(cell.value) for row in sheet.iter_rows(min_row=4) for cell in row if cell.value is not None
		]
		return [cell for cell in cells if not cell.startswith("填表人：")]  # to be signed by hand

	def log(self, **filters) -> list:
		frappe.db.rollback()
		return frappe.get_all("Campus Access Log", filters=filters, fields=["*"], order_by="creation desc")

	# the sheet

	def test_official_columns_and_page_setup(self):
		for doctype, headings in ((LEDGER, RISK_HEADINGS), (VISIT, VISIT_HEADINGS)):
			with self.subTest(doctype=doctype):
				sheet = self.exported("lead", doctype, reason=REASON)
				self.assertEqual("|".join(cell.value for cell in sheet[3]), headings)
				self.assertTrue(all(cell.font.bold for cell in sheet[3]))
				self.assertEqual((sheet.freeze_panes, sheet.print_title_rows), ("A4", "$1:$3"))
				self.assertEqual(
					(sheet.page_setup.orientation, int(sheet.page_setup.paperSize)), ("landscape", 9)
				)
				self.assertTrue(sheet.sheet_properties.pageSetUpPr.fitToPage)
				self.assertEqual(
					(int(sheet.page_setup.fitToWidth or 1), int(sheet.page_setup.fitToHeight)), (1, 0)
				)
				self.assertIn("A1:N1", {str(merged) for merged in sheet.merged_cells.ranges})
				self.assertTrue(sheet.auto_filter.ref.startswith("A3:N"))
				self.assertTrue(sheet["G4"].alignment.wrap_text)
				self.assertIn("&P", sheet.oddFooter.center.text)
				self.assertIn("EX-", sheet.oddFooter.right.text)
		self.assertNotEqual(
			self.exported("lead", VISIT).oddFooter.left.text,
			self.exported("lead", LEDGER, reason=REASON).oddFooter.left.text,
		)

	def test_text_is_opened_for_the_circle(self):
		cells = " ".join(self.cells(self.exported("counsellor", LEDGER, reason=REASON)))
		for word in ("CANARY甲-name", "CANARY-factor-detail", "CANARY-family-situation", "CANARY-measure"):
			self.assertIn(word, cells)
		self.assertNotIn("enc:1:", cells)

	def test_formulas_stay_text(self):
		frappe.db.set_value(
			VISIT,
			self.world.visit,
			{"findings": FORMULA, "agreed_measures": "http://evil.example/a", "address": "+86 1"},
		)
		frappe.db.commit()
		try:
			sheet = self.exported("counsellor", VISIT)
			row = next(row for row in sheet.iter_rows(min_row=4) if row[10].value == f"'{FORMULA}")
			self.assertEqual([row[i].data_type for i in (7, 10, 11)], ["s", "s", "s"])
			self.assertFalse(any(cell.hyperlink for cell in row))
		finally:
			frappe.db.set_value(
				VISIT,
				self.world.visit,
				{
					"findings": "CANARY-visit-findings",
					"agreed_measures": None,
					"address": "CANARY-visit-address",
				},
			)
			frappe.db.commit()

	# whose rows

	def test_rows_of_other_classes_are_absent(self):
		for who in ("other_counsellor", "far_lead", "far_counsellor"):
			for doctype, reason in ((LEDGER, REASON), (VISIT, None)):
				with self.subTest(who=who, doctype=doctype):
					cells = " ".join(self.cells(self.exported(who, doctype, reason=reason)))
					self.assertNotIn("CANARY", cells)

	def test_whoever_may_not_print_gets_nothing(self):
		clients = {
			who: self.client(who)
			for who in ("pupil", "administrator_of_site", "Campus Security Guard", "Campus Safety Office")
		}
		for who, client in (clients | {"guest": HttpClient(None)}).items():
			for doctype in (LEDGER, VISIT, "Campus Student", "User", "Campus Access Log"):
				for method in (EXPORT, PRINT):
					answer = client.call(method, doctype=doctype, reason=REASON)
					self.assertGreaterEqual(answer.status_code, 400, f"{who}: {doctype}")
					self.assertNotIn(b"CANARY", answer.get_data())
				answer = client.call(RECORD, doctype=LEDGER, name=self.world.ledger, reason=REASON)
				self.assertGreaterEqual(answer.status_code, 400, who)
		self.assertEqual(
			self.client("Campus School Leader").call(EXPORT, doctype=LEDGER, reason=REASON).status_code, 403
		)

	def test_get_request_exports_nothing(self):
		answer = self.client("lead").call(EXPORT, "GET", doctype=VISIT)
		self.assertGreaterEqual(answer.status_code, 400)

	def test_filters_ask_about_own_fields_only(self):
		for filters in (
			[["User", "email", "like", "%"]],
			[[LEDGER, "student.student_name", "=", "x"]],
			{"risk_factors.risk_factor": "x"},
		):
			answer = self.client("lead").call(EXPORT, doctype=LEDGER, reason=REASON, filters=filters)
			self.assertGreaterEqual(answer.status_code, 400, str(filters))
		none = self.exported("lead", LEDGER, reason=REASON, filters={"student": "nobody"})
		self.assertEqual(self.cells(none), [])

	def test_breaking_the_glass_carries_nothing_away(self):
		adviser = self.client("adviser")
		opened = adviser.call(
			"campus_safety.api.records.break_glass",
			student=STUDENT,
			reason="学生失联且留有遗书，需立即了解情况",
		)
		self.assertEqual(opened.status_code, 200)
		try:
			self.assertNotIn("CANARY", " ".join(self.cells(self.exported("adviser", LEDGER, reason=REASON))))
			self.assertEqual(
				adviser.call(RECORD, doctype=LEDGER, name=self.world.ledger, reason=REASON).status_code, 403
			)
		finally:
			frappe.db.delete("Campus Emergency Access", {"user": self.world.users["adviser"]})
			frappe.db.commit()

	# the log

	def test_every_export_is_numbered_and_logged(self):
		sheet = self.exported("lead", LEDGER, reason=REASON)
		number = sheet.oddFooter.right.text
		(line,) = self.log(action="Export", reference_name=number)
		self.assertEqual((line.user, line.reference_doctype), (self.world.users["lead"], LEDGER))
		self.assertTrue(line.reason.startswith(REASON), line.reason)
		self.assertIn(number, sheet["A2"].value)
		self.assertTrue(
			self.log(action="Export", reference_name=self.world.ledger, student=STUDENT, reason=number)
		)
		self.assertNotEqual(self.exported("lead", LEDGER, reason=REASON).oddFooter.right.text, number)
		self.assertEqual(get_bent("Campus Access Log"), [])

	def test_no_reason_no_export(self):
		before = len(self.log(action="Export"))
		for reason in (None, "", "看"):
			for method in (EXPORT, PRINT):
				answer = self.client("lead").call(method, doctype=LEDGER, reason=reason)
				self.assertGreaterEqual(answer.status_code, 400)
		self.assertEqual(len(self.log(action="Export")), before)

	# paper

	def test_printed_ledger_and_record(self):
		page = self.client("lead").call(PRINT, doctype=LEDGER, reason=REASON).get_json()["message"]
		for word in ("CANARY-factor-detail", "主要表现", "A4 landscape"):
			self.assertIn(word, page)
		form = (
			self.client("lead")
			.call(RECORD, doctype=LEDGER, name=self.world.ledger, reason=REASON)
			.get_json()["message"]
		)
		self.assertIn("CANARY-family-situation", form)
		self.assertTrue(
			self.log(action="Print", reference_name=self.world.ledger, user=self.world.users["lead"])
		)
		denied = self.client("lead").call(RECORD, doctype=LEDGER, name=self.world.ledger)
		self.assertGreaterEqual(denied.status_code, 400)

	def test_markup_in_a_record_is_shown_not_run(self):
		frappe.db.set_value(
			VISIT,
			self.world.visit,
			"guardian_name",
			"<img src=x onerror=alert(1)>&lt;script&gt;alert(2)&lt;/script&gt;",
		)
		frappe.db.commit()
		try:
			form = (
				self.client("lead").call(RECORD, doctype=VISIT, name=self.world.visit).get_json()["message"]
			)
			self.assertNotIn("<img src=x", form)
			self.assertNotIn("<script>alert(2)", form)
		finally:
			frappe.db.set_value(VISIT, self.world.visit, "guardian_name", "CANARY-guardian")
			frappe.db.commit()

	def test_the_frameworks_own_print_shows_a_lock(self):
		for print_format in ("Standard", "Campus Risk Ledger Form"):
			answer = self.client("lead").call(
				"frappe.www.printview.get_html_and_style",
				doc=LEDGER,
				name=self.world.ledger,
				print_format=print_format,
			)
			page = answer.get_json()["message"]["html"]
			self.assertNotIn("enc:1:", page)
			self.assertNotIn("CANARY-factor-detail", page)
			self.assertIn("已加密", page)
