"""Two crises: one under way whose parents refused to sign, and a general one that has just been found."""

from datetime import timedelta

import frappe
from frappe import _
from frappe.model.workflow import apply_workflow
from frappe.utils import now_datetime

from campus_safety.engines.opening import openings
from campus_safety.services.crisis import taps
from campus_safety.setup.demo import accounts, students
from campus_safety.setup.demo.records import acting_as

CASE, NOTICE = "Campus Crisis Case", "Campus Parent Risk Notice"


def create() -> None:
	_refused(students.in_class("软件技术2601班", 12).number)
	_found(students.in_class("护理2601班", 9).number)


def _find(student: str, by: str, **values):
	"""None where the student has one already."""
	if frappe.db.exists(CASE, {"student": student}):
		return None
	with acting_as(accounts.user_of(by)):
		return frappe.get_doc(
			{
				"doctype": CASE,
				"student": student,
				"assessed_by": accounts.user_of("psychhead"),
				"found_at": now_datetime() - timedelta(hours=1),
				**values,
			}
		).insert()


def _refused(student: str) -> None:
	"""Severe, started; the mother came and heard of the risk, the father would not sign: two witnesses."""
	case = _find(
		student,
		"counsellor",
		crisis_level="Severe",
		basis="咨询中承认有具体轻生想法并曾准备药物；心理中心当面评估为严重。",
		psych_teacher=accounts.user_of("psychhead"),
	)
	if not case:
		return
	_step(case, "psychhead", "Confirm the Assessment")
	_step(case, case.lead, "Start Handling the Crisis")
	_step(case, "affairs", "Start Handling the Crisis")
	with acting_as(case.responsible_person):
		taps.note_call(
			case.name,
			{"rung": "Guardian", "person": "母亲", "result": "Reached", "note": "两小时内到校"},
			now_datetime(),
		)
		taps.do_action(case.name, _row(case, "电话联系家长"), "母亲接通，已告知并请其到校", now_datetime())
		notice = frappe.get_doc(
			{
				"doctype": NOTICE,
				"student": case.student,
				"facts": "近两周情绪低落，承认有轻生想法并曾准备药物。",
				"risk": "随时可能伤害自己，需要有人全天陪伴。",
				"advice": "尽快到精神专科医院就诊；收好药品、刀具；学生身边不离人。",
				"receiver_name": "王某",
				"receiver_relation": "父亲",
				"delivered_at": now_datetime(),
				"parent_opinion": "认为孩子只是闹情绪，不同意签字。",
				"refusal_reason": "不承认有风险",
				"reported_to": "泉城路派出所，当日告知",
				"first_witness": case.lead,
				"second_witness": accounts.user_of("psychhead"),
			}
		).insert()
	_step(notice, case.responsible_person, "Parents Refuse to Sign")


def _found(student: str) -> None:
	_find(
		student,
		"counsellor3",
		crisis_level="General",
		basis="同学反映近来独来独往，常说“没意思”；无轻生计划。",
	)


def _row(case, action: str) -> str:
	case.reload()
	return next(row.name for row in case.actions if row.action == action)


def _step(doc, user: str, action: str) -> None:
	with acting_as(user if "@" in user else accounts.user_of(user)):
		if action == "Start Handling the Crisis":
			openings.read(CASE, doc.name, _("Review or signature"))
		apply_workflow(frappe.get_doc(doc.doctype, doc.name).as_dict(), action)
	doc.reload()
