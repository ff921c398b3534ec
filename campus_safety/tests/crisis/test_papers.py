"""What parents are told in writing, and the transfer of a student to the family: complete, signed, and unchanged afterwards."""

from datetime import timedelta

import frappe
from frappe.utils import now_datetime

from campus_safety.exceptions import ClosedRecordError, CrisisStepError
from campus_safety.tests.bases.crises import NOTICE, TRANSFER, CrisisTestCase

SIGNATURE = "data:image/png;base64,iVBORw0KGgo="


class TestPapers(CrisisTestCase):
	def notice(self, case, **values):
		with self.as_user(values.pop("by", self.counsellor)):
			return frappe.get_doc(
				{
					"doctype": NOTICE,
					"student": case.student,
					"facts": "三天未进食",
					"risk": "可能伤害自己",
					"advice": "请到医院就诊，身边不离人",
					"receiver_name": "李四",
					"receiver_relation": "父亲",
					**values,
				}
			).insert()

	def transfer(self, case, **values):
		with self.as_user(self.counsellor):
			return frappe.get_doc(
				{
					"doctype": TRANSFER,
					"student": case.student,
					"receiver_name": "李四",
					"place": "南门",
					"condition": "平静",
					"duties": "陪护、就诊",
					"return_conditions": "就诊后面谈",
					**values,
				}
			).insert()

	def test_of_the_case_and_of_nobody_elses(self) -> None:
		case = self.find("Severe")
		notice = self.notice(case)
		self.assertEqual((notice.student, notice.unit), (case.student, case.unit))
		self.assertRaises(frappe.PermissionError, self.notice, case, by=self.stranger)

	def test_told_needs_time_and_signature(self) -> None:
		notice = self.notice(self.find("Severe"))
		for values in ({}, {"delivered_at": now_datetime()}):
			self.edit(self.counsellor, notice, **values)
			with self.assertRaises(CrisisStepError):
				self.act(self.counsellor, notice, "Parents Were Told")
		self.edit(self.counsellor, notice, guardian_signature=SIGNATURE)
		self.assertEqual(self.act(self.counsellor, notice, "Parents Were Told").status, "Told")
		with self.assertRaises(ClosedRecordError):
			self.edit(self.psych_head, notice, risk="没有风险")

	def test_refused_before_two_witnesses(self) -> None:
		notice = self.notice(self.find("Severe"))
		refusal = {"delivered_at": now_datetime(), "refusal_reason": "不承认", "first_witness": self.lead}
		self.edit(self.counsellor, notice, **refusal, second_witness=self.lead)
		with self.assertRaises(CrisisStepError):
			self.act(self.counsellor, notice, "Parents Refuse to Sign")
		self.edit(self.counsellor, notice, second_witness=self.adviser)
		self.assertEqual(self.act(self.counsellor, notice, "Parents Refuse to Sign").status, "Refused")

	def test_of_a_minor_a_refusal_is_reported(self) -> None:
		frappe.db.set_value("Campus Student", self.student, "is_minor", 1)
		notice = self.notice(self.find("Severe"))
		values = {"refusal_reason": "不承认", "first_witness": self.lead, "second_witness": self.adviser}
		self.edit(self.counsellor, notice, delivered_at=now_datetime(), **values)
		with self.assertRaises(CrisisStepError):
			self.act(self.counsellor, notice, "Parents Refuse to Sign")
		self.edit(self.counsellor, notice, reported_to="泉城派出所，今天10点")
		self.assertEqual(self.act(self.counsellor, notice, "Parents Refuse to Sign").status, "Refused")

	def test_nobody_goes_without_an_identity_card_seen(self) -> None:
		transfer = self.transfer(self.find("Severe"))
		self.edit(self.counsellor, transfer, handed_at=now_datetime(), receiver_signature=SIGNATURE)
		with self.assertRaises(CrisisStepError):
			self.act(self.counsellor, transfer, "Handed to the Family")
		self.edit(self.counsellor, transfer, id_check=1)
		self.act(self.counsellor, transfer, "Handed to the Family")
		with self.assertRaises(ClosedRecordError):
			self.edit(self.counsellor, transfer, return_conditions="另议")
		self.edit(self.counsellor, transfer, arrived_home_at=now_datetime() - timedelta(hours=1))
		with self.assertRaises(CrisisStepError):
			self.act(self.counsellor, transfer, "Arrived Home")
		self.edit(self.counsellor, transfer, arrived_home_at=now_datetime())
		self.assertEqual(self.act(self.counsellor, transfer, "Arrived Home").status, "Arrived")
