"""Nothing loses its owner silently 无人负责: what nobody answers for stands on a list until somebody does."""

import frappe
from frappe.utils import getdate, now_datetime

from campus_safety.domain import roles as r
from campus_safety.engines.workbench import workbench
from campus_safety.services.risk import moves, unowned
from campus_safety.tests import factories as make
from campus_safety.tests.bases.care import PLAN, CareTestCase

CASE = "Campus Crisis Case"


class TestOwner(CareTestCase):
	def set_up_once(self) -> None:
		college = make.make_unit("无人学院", "College", code="NOBODY")
		self.empty_class = make.make_unit("无人2601班", "Class", college, grade="2026")
		self.affairs = make.make_user("affairs@owner.test", r.STUDENT_AFFAIRS)

	def move(self, unit: str) -> None:
		student = frappe.get_doc("Campus Student", self.student)
		student.unit = unit
		student.save()

	def listed(self, user: str, doctype: str) -> list[str]:
		return [
			row["name"]
			for kind in workbench.get_waiting(getdate(), user)
			if kind["filters"].get("no_owner")
			if kind["doctype"] == doctype
			for row in kind["rows"]
		]

	def test_a_class_with_neither_staff_nor_lead(self) -> None:
		plan = self.begun()
		self.move(self.empty_class)
		plan.reload()
		self.assertEqual((plan.unit, plan.no_owner), (self.empty_class, 1))
		self.assertEqual(self.listed(self.affairs, PLAN), [plan.name])
		told = {"for_user": self.affairs, "document_type": PLAN, "document_name": plan.name}
		self.assertEqual(frappe.db.count("Notification Log", told), 1)
		moves.look(now_datetime())
		self.assertEqual(frappe.db.count("Notification Log", told), 1, "said once")
		newcomer = make.make_user("newcomer@owner.test", r.COUNSELLOR)
		make.assign(newcomer, "Counsellor", "Class", unit=self.empty_class)
		moves.look(now_datetime())
		plan.reload()
		self.assertEqual((plan.responsible_person, plan.no_owner), (newcomer, 0))
		self.assertEqual(self.listed(self.affairs, PLAN), [])

	def test_no_form_takes_the_mark_away(self) -> None:
		plan = self.begun()
		self.move(self.empty_class)
		with self.as_user("Administrator"):
			document = frappe.get_doc(PLAN, plan.name)
			document.update({"no_owner": 0, "goal": "及格"})
			document.save()
		self.assertEqual(frappe.db.get_value(PLAN, plan.name, "no_owner"), 1)

	def test_a_crisis_whose_counsellor_has_left_the_class(self) -> None:
		with self.as_user(self.counsellor):
			case = frappe.get_doc(
				{
					"doctype": CASE,
					"student": self.student,
					"found_at": now_datetime(),
					"crisis_level": "General",
					"assessed_by": self.counsellor,
					"basis": "情绪低落",
				}
			).insert()
		self.assertEqual(case.no_owner, 0)
		self.move(self.empty_class)
		self.assertEqual(frappe.db.get_value(CASE, case.name, "no_owner"), 1)
		self.assertIn(case.name, self.listed(self.lead, CASE))
		self.assertEqual(unowned.look(now_datetime(), students=[self.student]), [], "found once")
