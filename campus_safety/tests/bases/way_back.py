"""A suspension and the way back, each step by whose business it is."""

from unittest.mock import patch

import frappe
from frappe.utils import add_days, now_datetime, nowdate

from campus_safety.domain import roles as r
from campus_safety.jobs import campus_suspensions
from campus_safety.tests.bases.crises import CrisisTestCase
from campus_safety.tests.factories import make_user

SUSPENSION, ASSESSMENT = "Campus Study Suspension", "Campus Resumption Assessment"
HEARD, DECIDE = "Student Was Heard", "Decide on Suspension"
HAND, AGREE, NOT_YET = "Hand to the Panel", "Panel Agrees", "Panel Says Not Yet"


class WayBackTestCase(CrisisTestCase):
	@classmethod
	def setUpClass(cls) -> None:
		super().setUpClass()
		cls.academic = make_user("academic@crisis.test", r.ACADEMIC_AFFAIRS)

	def ask(self, by: str | None = None, **values):
		with self.as_user(by or self.counsellor):
			return frappe.get_doc(
				{
					"doctype": SUSPENSION,
					"student": self.student,
					"requested_by": "Student",
					"reason": "身体原因，需要在家休养",
					"from_date": nowdate(),
					"until_date": add_days(nowdate(), 180),
					"review_starts_on": add_days(nowdate(), 150),
					"return_conditions": "医院出具可以学习的证明，与心理中心面谈一次",
					**values,
				}
			).insert()

	def heard(self, **values):
		suspension = self.ask(**values)
		self.edit(self.counsellor, suspension, heard_at=now_datetime(), heard_note="学生和家长都同意休养")
		return self.act(self.counsellor, suspension, HEARD)

	def suspended(self, **values):
		return self.act(self.academic, self.heard(**values), DECIDE)

	def contact(self, suspension, by: str | None = None, **values):
		row = {"contact_on": nowdate(), "way": "Phone", "with_whom": "Student", "result": "Reached", **values}
		return self.edit(by or self.counsellor, suspension, contacts=[row])

	def assess(self, by: str | None = None, **values):
		with self.as_user(by or self.counsellor):
			return frappe.get_doc(
				{
					"doctype": ASSESSMENT,
					"student": self.student,
					"hospital_note": "可以学习，继续复诊",
					**values,
				}
			).insert()

	def with_panel(self, **values):
		assessment = self.assess(**values)
		self.edit(
			self.psych_teacher,
			assessment,
			psych_evaluation="情绪平稳，愿意每周来访一次",
			commitment="按时复诊；不舒服先找辅导员或拨打12356",
			panel=[{"member": user} for user in (self.psych_teacher, self.lead, self.counsellor)],
		)
		return self.act(self.lead, assessment, HAND)

	def say(self, user: str, assessment, opinion: str, of: str | None = None):
		with self.as_user(user):
			document = frappe.get_doc(ASSESSMENT, assessment.name)
			row = next(row for row in document.panel if row.member == (of or user))
			row.opinion = opinion
			document.save()
		return self.again(assessment)

	def morning(self) -> dict[str, int]:
		"""What the job does, without its commits; a job has nobody's session."""
		with self.as_user("Administrator"), patch.object(frappe.local.db, "commit"):
			counts = campus_suspensions.run()
		self.assertEqual(counts["errors"], 0)
		return counts

	def status_of_student(self) -> str:
		return frappe.db.get_value("Campus Student", self.student, "status")
