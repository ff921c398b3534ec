"""Whom to ring about a missing student: looked up live, for those who may search, while they search."""

import frappe
from frappe import _

from campus_safety.records.students import AT_SCHOOL, get_guardians


def get_people(case) -> dict:
	"""{"student", "guardians", "roommates", "cadres", "staff"}: each {name, relation, mobile}.

	Errors: PermissionError once the case is closed: the search is over, and so is the reason to look them up.
	"""
	if case.status == "Closed":
		frappe.throw(_("The case is closed: telephones are no longer shown."), frappe.PermissionError)
	student = frappe.db.get_value(
		"Campus Student",
		case.student,
		["student_name", "mobile", "dormitory", "bed_no", "unit", "college"],
		as_dict=True,
	)
	return {
		"student": [{"name": student.student_name, "relation": "", "mobile": student.mobile or ""}],
		"guardians": [
			{"name": row.guardian_name, "relation": row.relation, "mobile": row.mobile}
			for row in get_guardians(case.student)
		],
		"roommates": _roommates(case.student, student.dormitory),
		"cadres": _cadres(student),
		"staff": _staff(student),
	}


def _roommates(student: str, room: str | None) -> list[dict]:
	if not room:
		return []
	leaders = set(
		frappe.get_all(
			"Campus Network Assignment",
			filters={"position": "Room Leader", "dormitory": room, "status": "Active"},
			pluck="holder_student",
		)
	)
	rows = frappe.get_all(
		"Campus Student",
		filters={"dormitory": room, "name": ("!=", student), "status": ("in", AT_SCHOOL)},
		fields=["name", "student_name", "bed_no", "mobile"],
		order_by="bed_no asc",
	)
	return [
		{
			"name": row.student_name,
			"relation": _("Room Leader") if row.name in leaders else _("bed {0}").format(row.bed_no or "-"),
			"mobile": row.mobile or "",
		}
		for row in rows
	]


def _cadres(student) -> list[dict]:
	"""The class's psych committee members; hidden officers stay hidden (L4)."""
	holders = frappe.get_all(
		"Campus Network Assignment",
		filters={
			"position": "Psych Committee Member",
			"unit": student.unit,
			"status": "Active",
			"is_covert": 0,
		},
		pluck="holder_student",
	)
	rows = frappe.get_all(
		"Campus Student",
		filters={"name": ("in", [h for h in holders if h] or [""])},
		fields=["student_name", "mobile"],
	)
	return [
		{"name": row.student_name, "relation": _("Psych Committee Member"), "mobile": row.mobile or ""}
		for row in rows
	]


def _staff(student) -> list[dict]:
	"""Colleagues who know the student, with the number in their account."""
	assignment, user = frappe.qb.DocType("Campus Network Assignment"), frappe.qb.DocType("User")
	rows = (
		frappe.qb.from_(assignment)
		.join(user)
		.on(user.name == assignment.holder_user)
		.select(user.full_name, assignment.position, user.mobile_no, user.phone)
		.where(
			(assignment.status == "Active")
			& assignment.position.isin(("Counsellor", "Class Adviser", "College Lead"))
			& assignment.unit.isin([student.unit, student.college or ""])
			& (user.enabled == 1)
		)
		.orderby(assignment.position)
		.run()
	)
	return [
		{"name": name, "relation": _(position), "mobile": mobile or phone or ""}
		for name, position, mobile, phone in rows
	]
