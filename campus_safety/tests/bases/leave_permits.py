"""A class, its staff and a student who asks for leave."""

from datetime import timedelta

import frappe
from frappe.model.workflow import apply_workflow
from frappe.utils import add_days, get_datetime, nowdate

from campus_safety.domain import roles as r
from campus_safety.tests.base import CampusTestCase
from campus_safety.tests.factories import (
	assign,
	make_leave,
	make_student,
	make_term,
	make_unit,
	make_user,
)

HOUR = timedelta(hours=1)
DAY = timedelta(days=1)


class LeaveTestCase(CampusTestCase):
	@classmethod
	def setUpClass(cls) -> None:
		super().setUpClass()
		frappe.set_user("Administrator")
		cls.term = make_term()
		school = make_unit("请假测试学校", "School")
		cls.college = make_unit("请假测试学院", "College", school)
		cls.unit = make_unit("请假一班", "Class", cls.college)
		cls.other_unit = make_unit("请假二班", "Class", cls.college)
		guardian = {
			"guardian_name": "李家长",
			"relation": "Father",
			"mobile": "13800000011",
			"is_primary": 1,
		}
		cls.student = make_student("LV2401001", cls.unit, student_name="李小明", guardians=[guardian])
		cls.minor = make_student("LV2401002", cls.unit, birth_date=add_days(nowdate(), -16 * 365))
		cls.other_student = make_student("LV2402001", cls.other_unit)
		cls.counsellor = make_user("lv-counsellor@leave.test", r.COUNSELLOR)
		cls.adviser = make_user("lv-adviser@leave.test", r.CLASS_ADVISER)
		cls.outsider = make_user("lv-outsider@leave.test", r.COUNSELLOR)
		cls.lead = make_user("lv-lead@leave.test", r.COLLEGE_LEAD)
		cls.affairs = make_user("lv-affairs@leave.test", r.STUDENT_AFFAIRS)
		cls.leader = make_user("lv-leader@leave.test", r.SCHOOL_LEADER)
		assign(cls.counsellor, "Counsellor", "Class", unit=cls.unit)
		assign(cls.adviser, "Class Adviser", "Class", unit=cls.unit)
		assign(cls.outsider, "Counsellor", "Class", unit=cls.other_unit)
		assign(cls.lead, "College Lead", "College", unit=cls.college)

	def set_up_once(self) -> None:
		super().set_up_once()
		self.morning = get_datetime(add_days(nowdate(), 1)) + 9 * HOUR

	def file(self, student: str | None = None, **values):
		"""Pending, filed by the class adviser, so that the counsellor may decide."""
		with self.as_user(self.adviser):
			permit = make_leave(student or self.student, **values)
			return apply_workflow(permit, "Request Leave")

	def act(self, permit, action: str, user: str, **values):
		with self.as_user(user):
			fresh = frappe.get_doc(permit.doctype, permit.name)
			if values:
				fresh.update(values)
				fresh.save()
			return apply_workflow(frappe.get_doc(permit.doctype, permit.name), action)

	def approved(self, **values):
		return self.act(self.file(**values), "Approve", self.counsellor)

	def confirm(self, permit, name: str = "李家长") -> None:
		with self.as_user(self.counsellor):
			fresh = frappe.get_doc(permit.doctype, permit.name)
			fresh.update({"parent_confirmed_by": name, "parent_confirmed_via": "Phone"})
			fresh.save()
