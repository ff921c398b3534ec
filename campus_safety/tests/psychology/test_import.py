"""Messy exports of screening platforms: every row right, doubtful, or refused with the reason."""

import io
from unittest.mock import patch

import frappe
import openpyxl
from frappe.utils import add_days, add_to_date, now_datetime, nowdate

from campus_safety.engines.sheets import run
from campus_safety.exceptions import ScreeningError
from campus_safety.services.psychology import consents
from campus_safety.tests import factories as make
from campus_safety.tests.psychology.base import INTERVIEW, RESULT, SCALE, SCORE, ScreeningTestCase

IMPORT = "Campus Screening Import"
HEAD = ["学号", "姓名", "班级", "测评时间", "用时", "总分", "躯体化", "抑郁", "知情同意"]


class ImportTestCase(ScreeningTestCase):
	def set_up_once(self) -> None:
		super().set_up_once()
		self.campaign = self.open_campaign(
			scales=[{"scale": "SCL-90"}, {"scale": "UPI"}],
			consent_on="The Platform",
			platform_statistics=1,
		)
		self.at = f"{nowdate()} 00:01"

	def row(self, number: int, total="120", depressed="1.2", **values) -> list:
		student = self.students[number]
		known = {
			"no": student,
			"name": frappe.db.get_value("Campus Student", student, "student_name"),
			"unit": "普测软件2601班",
			"at": self.at,
			"took": "900",
			"agreed": "同意",
			**values,
		}
		return [
			known["no"],
			known["name"],
			known["unit"],
			known["at"],
			known["took"],
			total,
			"1.1",
			depressed,
			known["agreed"],
		]

	def upload(self, rows: list[list], scale: str = "SCL-90", preview: bool = True):
		book = openpyxl.Workbook()
		for cells in rows:
			book.active.append(cells)
		stream = io.BytesIO()
		book.save(stream)
		file = frappe.get_doc(
			{"doctype": "File", "file_name": "普测.xlsx", "is_private": 1, "content": stream.getvalue()}
		).insert()
		document = frappe.get_doc(
			{"doctype": IMPORT, "campaign": self.campaign.name, "scale": scale, "file": file.file_url}
		).insert()
		if preview:
			run.preview(document)
		return document

	def take_over(self, rows: list[list], scale: str = "SCL-90"):
		with self.as_user(self.teacher):
			document = self.upload([HEAD, *rows] if scale == "SCL-90" else rows, scale)
			with patch.object(frappe, "enqueue"):
				run.start(document)
			run.run(IMPORT, document.name, self.teacher)
			document.reload()
		self.assertEqual(document.status, "Completed", document.error)
		return document

	def of(self, number: int):
		return self.result(self.campaign, self.students[number])


class TestRows(ImportTestCase):
	def test_right_ones(self) -> None:
		document = self.take_over([self.row(0), self.row(1, "165"), self.row(2, "130", "2.4")])
		self.assertEqual((document.created, document.refused), (3, 0))
		self.assertEqual([self.of(n).auto_flag for n in range(3)], ["None", "Key", "General"])
		self.assertEqual([self.of(n).status for n in range(3)], ["Tested", "To Interview", "To Interview"])
		due = self.of(1).interview_due - self.of(1).imported_at
		self.assertEqual((due.days, (self.of(2).interview_due - self.of(2).imported_at).days), (7, 30))
		self.assertEqual(frappe.db.count(INTERVIEW, {"campaign": self.campaign.name}), 2)
		self.assertEqual(
			self.of(0).consent,
			frappe.db.get_value(
				"Campus Screening Consent", {"student": self.students[0], "permission": "Screening"}
			),
		)
		self.assertTrue(self.of(0).in_statistics)

	def test_a_title_merged_headers_scores_as_text_numbers_as_floats(self) -> None:
		rows = [
			["2026级新生心理普测结果导出"],
			["学号", "姓名", "班级", "测评时间", "用时", "总分", "因子分", ""],
			["", "", "", "", "", "", "躯体化", "抑郁"],
			[self.students[0], "学生甲", "普测软件2601班", self.at, "15分20秒", " 163 分", "1.2", "2.10"],
			["合计", "1人"],
			["制表：李老师"],
		]
		with self.as_user(self.teacher):
			document = self.upload(rows)
		self.assertEqual((document.created, document.refused, document.error), (1, 0, None))

	def test_what_is_refused_says_why_and_shows_no_score(self) -> None:
		make.make_student(
			"PS26990", make.make_unit("普测外班2", "Class", make.make_unit("普测外院2", "College"))
		)
		rows = [
			self.row(0, no="370102200601011234.0"),
			self.row(1, total="一百六"),
			self.row(2, no="99999999"),
			self.row(3, at=str(add_to_date(now_datetime(), days=2))[:16]),
			self.row(4, at=f"{add_days(nowdate(), -40)} 10:00"),
			["PS26990", "", "", self.at, "900", "199", "1", "1", "同意"],
		]
		with self.as_user(self.teacher):
			document = self.upload([HEAD, *rows])
		self.assertEqual((document.created, document.refused), (0, 6))
		reasons = " ".join(issue.reason for issue in document.issues)
		for words in ("没有", "不在"):
			self.assertIn(words, reasons)
		shown = frappe.as_json([*document.issues, document.preview, *document.columns])
		for secret in ("一百六", "199", "1.2"):
			self.assertNotIn(f'"{secret}"', shown)

	def test_doubtful_ones_go_to_a_retest(self) -> None:
		same_name = make.make_student("PS26950", self.other, student_name="学生戊")
		rows = [
			self.row(0, "200", name="学生乙"),  # a swapped name and number
			self.row(1, "200", name="学生甲"),
			self.row(2, "200", took="30"),
			self.row(3, "200", at=f"{nowdate()} 00:01"),
			self.row(3, "120", at=f"{nowdate()} 00:02"),  # two sittings
			self.row(4, "200", unit="普测护理2601班"),  # the class in which a namesake sits
		]
		self.assertTrue(same_name)
		self.take_over(rows)
		reasons = {n: self.of(n).validity_reasons for n in range(5)}
		self.assertEqual(
			reasons, {0: "Another Name", 1: "Another Name", 2: None, 3: "Two Sittings", 4: "Another Class"}
		)
		for number in (0, 1, 3, 4):
			result = self.of(number)
			self.assertEqual(
				(result.validity, result.auto_flag, result.status), ("Doubtful", "None", "Tested")
			)
			self.assertTrue(result.retest_due)
		self.assertTrue(self.of(0).sheet_identity.startswith("enc:1:"))

	def test_a_class_that_moved_is_right(self) -> None:
		self.take_over([self.row(0, "165", unit="旧软件班")])
		self.assertEqual((self.of(0).validity, self.of(0).auto_flag), ("Valid", "Key"))

	def test_one_number_under_two_names(self) -> None:
		self.take_over([self.row(0, "120"), self.row(0, "170", name="学生乙", at=f"{nowdate()} 00:03")])
		self.assertIn("Number Twice", self.of(0).validity_reasons)

	def test_declined_on_the_platform(self) -> None:
		self.take_over([self.row(0, "200", agreed="不同意"), self.row(1)])
		self.assertEqual((self.of(0).status, self.of(0).scores), ("Declined", []))
		self.assertEqual(
			frappe.db.get_value(
				"Campus Screening Consent", {"student": self.students[0], "permission": "Screening"}, "status"
			),
			"Declined",
		)

	def test_without_consent_on_this_page_nothing_is_taken(self) -> None:
		frappe.db.set_value("Campus Screening Campaign", self.campaign.name, "consent_on", "This Page")
		campaign = frappe.get_doc("Campus Screening Campaign", self.campaign.name)
		consents.answer(campaign, self.students[0], {consents.SCREENING: True}, now_datetime())
		document = self.take_over([self.row(0), self.row(1, "200")])
		self.assertEqual((document.created, document.refused), (1, 1))
		self.assertEqual(self.of(1).status, "Untested")


class TestAgain(ImportTestCase):
	def test_the_same_file_twice_changes_nothing(self) -> None:
		rows = [self.row(0), self.row(1, "165")]
		self.take_over(rows)
		before = frappe.get_all(SCORE, {"scale": "SCL-90"}, ["name", "total", "modified"])
		document = self.take_over(rows)
		self.assertEqual((document.created, document.unchanged), (0, 2))
		self.assertEqual(frappe.get_all(SCORE, {"scale": "SCL-90"}, ["name", "total", "modified"]), before)
		self.assertEqual(frappe.db.count(INTERVIEW, {"campaign": self.campaign.name}), 1)

	def test_a_retest_settles_a_doubtful_one(self) -> None:
		self.take_over([self.row(0, "200", name="学生乙")])
		self.assertEqual(self.of(0).validity, "Doubtful")
		self.take_over([self.row(0, "170", at=f"{nowdate()} 00:05")])
		result = self.of(0)
		self.assertEqual((result.validity, result.auto_flag, result.retest_due), ("Valid", "Key", None))

	def test_another_sitting_beside_a_valid_one_is_doubtful(self) -> None:
		self.take_over([self.row(0, "120")])
		self.take_over([self.row(0, "170", at=f"{nowdate()} 00:05")])
		self.assertEqual(self.of(0).validity_reasons, "Two Sittings")

	def test_self_harm_goes_through_whatever_is_doubted(self) -> None:
		head = ["学号", "姓名", "总分", *(f"第{n}题" for n in range(1, 26))]
		calm, danger = ["0"] * 25, ["0"] * 24 + ["1"]
		rows = [
			head,
			[self.students[0], "学生甲", "3", *calm],
			[self.students[1], "不是这个名字", "3", *danger],
		]
		self.take_over(rows, "UPI")
		self.assertEqual([self.of(n).auto_flag for n in (0, 1)], ["None", "Urgent"])
		self.assertEqual(self.of(1).validity, "Doubtful")
		interview = self.interview(self.campaign, self.students[1])
		self.assertEqual(interview.flag, "Urgent")
		self.assertTrue(
			frappe.db.exists("Campus Alert", {"reference_name": interview.name, "status": "Open"})
		)

	def test_columns_are_remembered_on_the_scale(self) -> None:
		self.take_over([self.row(0)])
		remembered = {row.header: row.target for row in frappe.get_doc(SCALE, "SCL-90").columns}
		self.assertEqual(remembered["抑郁"], "Factor Score")

	def test_a_grade_that_nobody_knows_is_refused_until_it_is_named(self) -> None:
		scale = frappe.get_doc(SCALE, "中国大学生心理健康筛查量表")
		campaign = self.campaign
		rows = [
			["学号", "姓名", "筛查等级"],
			[self.students[0], "学生甲", "一级"],
			[self.students[1], "学生乙", "红色"],
		]
		with self.as_user(self.teacher):
			document = self.upload(rows, scale.name)
		self.assertEqual((document.created, document.refused), (1, 1))
		self.take_over(rows, scale.name)
		self.assertEqual(self.result(campaign, self.students[0]).auto_flag, "Key")

	def test_only_into_an_open_campaign_and_only_by_the_centre(self) -> None:
		frappe.db.set_value("Campus Screening Campaign", self.campaign.name, "status", "Closed")
		with self.as_user(self.teacher), self.assertRaises(ScreeningError):
			self.upload([HEAD, self.row(0)], preview=False)
		self.assertEqual(frappe.db.count(IMPORT, {"campaign": self.campaign.name}), 0)
		for user in (self.counsellor, self.lead):
			with self.as_user(user):
				self.assertFalse(frappe.has_permission(IMPORT, "create"))
				self.assertFalse(frappe.has_permission(RESULT, "read"))
