"""Suspensions: one whose student is on leave and was rung, one that waits for Academic Affairs."""

import frappe
from frappe.model.workflow import apply_workflow
from frappe.utils import add_days, now_datetime, nowdate

from campus_safety.setup.demo import accounts, students
from campus_safety.setup.demo.records import acting_as

SUSPENSION = "Campus Study Suspension"
DECIDE = "Decide on Suspension"


def create() -> None:
	_on_leave(students.in_class("数控技术2601班", 27).number)
	_heard(students.in_class("护理2601班", 28).number)


def _ask(student: str, by: str, **values):
	"""None where the student has one already."""
	if frappe.db.exists(SUSPENSION, {"student": student}):
		return None
	with acting_as(accounts.user_of(by)):
		suspension = frappe.get_doc(
			{
				"doctype": SUSPENSION,
				"student": student,
				"requested_by": "Student",
				"from_date": nowdate(),
				"until_date": add_days(nowdate(), 180),
				"review_starts_on": add_days(nowdate(), 150),
				**values,
			}
		).insert()
		suspension.update(
			{
				"heard_at": now_datetime(),
				"guardian_heard_at": now_datetime(),
				"heard_note": "本人和家长都愿意先休养。",
			}
		)
		suspension.save()
	return _step(suspension, by, "Student Was Heard")


def _step(suspension, by: str, action: str):
	with acting_as(accounts.user_of(by)):
		apply_workflow(frappe.get_doc(SUSPENSION, suspension.name).as_dict(), action)
	return frappe.get_doc(SUSPENSION, suspension.name)


def _on_leave(student: str) -> None:
	suspension = _ask(
		student,
		"counsellor4",
		reason="身体原因，医院建议休养一学期。",
		return_conditions="医院出具可以学习的证明；返校前与心理中心面谈一次；说好返校初期谁来帮助。",
	)
	if not suspension:
		return
	_step(suspension, "academic", DECIDE)
	with acting_as(accounts.user_of("counsellor4")):
		suspension = frappe.get_doc(SUSPENSION, suspension.name)
		suspension.append(
			"contacts",
			{
				"contact_on": nowdate(),
				"way": "Phone",
				"with_whom": "Student",
				"result": "Reached",
				"note": "已到家，家人陪伴，约定下周再通话。",
			},
		)
		suspension.save()


def _heard(student: str) -> None:
	_ask(
		student,
		"counsellor3",
		reason="家中变故，申请休学一学期。",
		return_conditions="按期提出复学申请，与辅导员面谈一次。",
	)
