"""Classified care in its states: just filed, under way with a teacher who helps, a special physique, and one that has ended."""

import frappe
from frappe.model.workflow import apply_workflow
from frappe.utils import add_days, now_datetime, nowdate

from campus_safety.setup.demo import accounts, students
from campus_safety.setup.demo.records import acting_as

PLAN, SUPPORT = "Campus Care Plan", "Campus Medical Support"
BEGIN, END = "Begin the Care", "End the Care"


def create() -> None:
	_filed(students.in_class("软件技术2601班", 6).number)
	_helped(students.in_class("软件技术2601班", 8).number)
	_physical(students.in_class("护理2601班", 5).number)
	_ended(students.in_class("护理2602班", 7).number)
	_treated(students.in_class("软件技术2601班", 11).number)


def _file(student: str, by: str, *categories: str, **values):
	"""None where the student has one already."""
	if frappe.db.exists(PLAN, {"student": student}):
		return None
	with acting_as(accounts.user_of(by)):
		return frappe.get_doc(
			{
				"doctype": PLAN,
				"student": student,
				"categories": [{"category": category} for category in categories],
				**values,
			}
		).insert()


def _step(plan, by: str, action: str):
	with acting_as(accounts.user_of(by)):
		apply_workflow(frappe.get_doc(PLAN, plan.name).as_dict(), action)
	return frappe.get_doc(PLAN, plan.name)


def _filed(student: str) -> None:
	_file(
		student,
		"counsellor",
		"特殊家庭",
		situation="父母离异后随奶奶生活，生活费由姑姑按月给，近两月有拖欠。",
		goal="确认监护人和生活费来源，期末前办好困难认定。",
	)


def _helped(student: str) -> None:
	plan = _file(
		student,
		"counsellor",
		"学业困难",
		situation="高等数学、程序设计两门不及格，晚自习常缺席。",
		goal="补考通过，晚自习出勤达到九成。",
		advice_for_teachers="课后多问一句哪里没听懂，不当众批评。",
	)
	if not plan:
		return
	plan = _step(plan, "counsellor", BEGIN)
	with acting_as(accounts.user_of("counsellor")):
		row = next(row for row in plan.actions if row.action == "任课教师跟进辅导")
		row.action_owner = accounts.user_of("mentor")
		plan.append(
			"reviews",
			{"review_date": nowdate(), "effect": "Same", "note": "补习两次，作业仍有缺交，加一次晚间答疑。"},
		)
		plan.save()


def _physical(student: str) -> None:
	plan = _file(
		student,
		"counsellor3",
		"特异体质",
		situation="入学体检发现哮喘，秋冬季易发作。",
		condition="支气管哮喘，随身带吸入剂。",
		restricted_activities="不参加长跑、体测 800 米；避开粉尘和刺激气味的实训。",
		first_aid_plan="发作时先取书包侧袋的吸入剂，坐下保持通风，拨打校医院和家长电话。",
		parents_told_at=add_days(now_datetime(), -1),
		advice_for_teachers="体育课安排力所能及的内容，不追问原因。",
	)
	if plan:
		_step(plan, "counsellor3", BEGIN)


def _ended(student: str) -> None:
	plan = _file(
		student,
		"counsellor3",
		"就业困难",
		situation="两次面试未通过，不愿再投简历。",
		goal="顶岗实习前确定岗位。",
	)
	if not plan:
		return
	plan = _step(plan, "counsellor3", BEGIN)
	with acting_as(accounts.user_of("counsellor3")):
		for row in plan.actions:
			row.update({"done": 1, "outcome": "已完成，学生配合。"})
		plan.append(
			"reviews",
			{"review_date": nowdate(), "effect": "Better", "note": "通过一家医院的面试，信心恢复。"},
		)
		plan.end_reason = "已落实实习岗位。"
		plan.save()
	_step(plan, "lead2", END)


def _treated(student: str) -> None:
	"""Medical support: dialysis each week, the chronic-disease benefit applied for."""
	if frappe.db.exists(SUPPORT, {"student": student}):
		return
	with acting_as(accounts.user_of("counsellor")):
		frappe.get_doc(
			{
				"doctype": SUPPORT,
				"student": student,
				"consent_by": "Guardian",
				"consent_on": nowdate(),
				"hospital": "市中心医院肾内科，门诊电话 0531-88003300。",
				"treatment": "每周三下午治疗，当天不排晚自习；头晕、乏力时坐下休息并通知校医。",
				"insurance": "Insured",
				"chronic_benefit": "Applied",
				"subsidy": "To Apply",
				"medication_reminder": "By the Student",
				"remind_morning": 1,
				"follow_ups": [
					{"kind": "Subsidy", "due": add_days(nowdate(), 3)},
					{"kind": "Hospital Visit", "due": nowdate(), "repeat_days": 30},
				],
			}
		).insert()
