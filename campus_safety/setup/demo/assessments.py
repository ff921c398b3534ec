"""A mentor list that waits for the HR Office, and assessments at each stop: to review, to approve, in force."""

import frappe
from frappe import _
from frappe.model.workflow import apply_workflow
from frappe.utils import add_days, add_months, getdate, now_datetime, nowdate

from campus_safety.engines.opening import openings
from campus_safety.services.people import mentor_lists
from campus_safety.services.people.network_scope import ASSIGNMENT
from campus_safety.setup.demo import accounts
from campus_safety.setup.demo import units as u
from campus_safety.setup.demo.records import acting_as, make

ASSESSMENT, MENTOR_LIST = "Campus Accountability Assessment", "Campus Mentor List"
# (unit, deductions, the steps it has taken: who, action)
ASSESSED = (
	(u.INFORMATION, ((2, "十月夜间巡查缺一次"),), (("quality", "Submit Assessment"),)),
	(u.NURSING, (), (("quality", "Submit Assessment"), ("discipline", "Review Assessment"))),
	(
		u.MACHINERY,
		((3, "外宿学生登记不全"),),
		(("hr", "Submit Assessment"), ("discipline", "Review Assessment"), ("leader", "Approve")),
	),
)
DUTIES = (
	{"item": "每月与每名学生谈话一次", "frequency": "Monthly", "evidence": "谈心谈话记录"},
	{"item": "每学期家访重点学生", "frequency": "Each Term", "evidence": "家访记录"},
	{"item": "学业困难学生帮扶", "frequency": "As Needed", "evidence": "帮扶记录"},
)


def create() -> None:
	_create_mentor_list()
	for unit, deductions, steps in ASSESSED:
		_create_assessment(unit, deductions, steps)


def _create_mentor_list() -> None:
	"""The mentor's own students of the class, listed by the college and signed by the mentor."""
	today, mentor = getdate(nowdate()), accounts.user_of("mentor")
	opening = today.year - (today.month < 9)
	students = frappe.get_all(
		ASSIGNMENT, {"holder_user": mentor, "student": ("is", "set")}, pluck="student", order_by="student"
	)
	if not students or frappe.db.exists(MENTOR_LIST, {"mentor": mentor}):
		return
	with acting_as(accounts.user_of("lead")):
		name = make(
			MENTOR_LIST,
			{"mentor": mentor, "year": f"{opening}-{opening + 1}"},
			{
				"unit": u.name_of(u.INFORMATION),
				"students": [{"student": student} for student in students[:10]],
				"duties": [dict(duty) for duty in DUTIES],
			},
		)
	with acting_as(mentor):
		openings.read(MENTOR_LIST, name, _("Review or signature"))
		mentor_lists.sign(frappe.get_doc(MENTOR_LIST, name), now_datetime())


def _create_assessment(unit: str, deductions: tuple, steps: tuple) -> None:
	key = {"subject_type": "Unit", "assessed_unit": u.name_of(unit)}
	if frappe.db.exists(ASSESSMENT, key):
		return
	today = getdate(nowdate())
	with acting_as(accounts.user_of(steps[0][0])):
		name = make(
			ASSESSMENT,
			key,
			{
				"period_from": add_months(today, -3),
				"period_to": add_days(today, -1),
				"incident_deductions": [
					{"points": points, "reason": reason} for points, reason in deductions
				],
				"comment": "依据系统记录计算，数据已核对。",
			},
		)
	for account, action in steps:
		with acting_as(accounts.user_of(account)):
			apply_workflow(frappe.get_doc(ASSESSMENT, name), action)
