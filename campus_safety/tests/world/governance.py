"""Whose mentor lists the student, how somebody is assessed."""

import frappe
from frappe.utils import add_days, nowdate

from campus_safety.domain import roles as r
from campus_safety.tests import factories as make
from campus_safety.tests.world.subject import STUDENT, Subject, of


def build(world) -> None:
	"""Nothing that other rooms ask for."""


def subjects(world) -> tuple[Subject, ...]:
	offices = of(world.by_role, r.STUDENT_AFFAIRS, r.ACADEMIC_AFFAIRS, r.HR_OFFICE)
	assessors = (r.QUALITY_OFFICE, r.HR_OFFICE, r.DISCIPLINE_OFFICE, r.SCHOOL_LEADER)
	return (
		Subject(
			"Campus Mentor List",
			_mentor_list(world.units),
			"evaluation",
			"CANARY-mentor-evaluation",
			("CANARY-mentor-evaluation", "CANARY-mentor-duty"),
			offices | {world.users["administrator_of_site"]},
		),
		Subject(
			"Campus Clause Task",
			_clause_task(world),
			"result",
			"CANARY-clause-result",
			("CANARY-clause-task", "CANARY-clause-result"),
			of(
				world.by_role,
				r.SAFETY_OFFICE,
				r.SCHOOL_OFFICE,
				r.SCHOOL_LEADER,
				r.QUALITY_OFFICE,
				r.HR_OFFICE,
				r.DISCIPLINE_OFFICE,
				r.EMPLOYMENT_OFFICE,
			),
		),
		Subject(
			"Campus Accountability Assessment",
			_assessment(world.users),
			"comment",
			"CANARY-assessment-comment",
			("CANARY-assessment-comment", "CANARY-assessment-deduction"),
			of(world.by_role, *assessors),
		),
	)


def _clause_task(world) -> str:
	"""Of a department whose office is the Employment Office."""
	unit = make.make_unit("接诊就业处", "Department", office_role=r.EMPLOYMENT_OFFICE)
	found = frappe.db.get_value(
		"Campus Clause Task", {"responsible_unit": unit, "result": "CANARY-clause-result"}
	)
	if found:
		return found
	frappe.set_user("Administrator")
	return (
		frappe.get_doc(
			{
				"doctype": "Campus Clause Task",
				"clause": "二(二)",
				"responsible_unit": unit,
				"task": "CANARY-clause-task",
				"due": add_days(nowdate(), 30),
				"result": "CANARY-clause-result",
			}
		)
		.insert()
		.name
	)


def _mentor_list(units: dict[str, str]) -> str:
	found = frappe.db.get_value("Campus Mentor List", {"evaluation": "CANARY-mentor-evaluation"})
	if found:
		return found
	frappe.set_user("Administrator")
	return (
		frappe.get_doc(
			{
				"doctype": "Campus Mentor List",
				"mentor": make.make_user("worldmentor@world.test", r.MENTOR),
				"year": "2018-2019",
				"unit": units["college_1"],
				"students": [{"student": STUDENT}],
				"duties": [{"item": "CANARY-mentor-duty"}],
				"evaluation": "CANARY-mentor-evaluation",
			}
		)
		.insert()
		.name
	)


def _assessment(users: dict[str, str]) -> str:
	found = frappe.db.get_value("Campus Accountability Assessment", {"period_from": "2018-01-01"})
	if found:
		return found
	frappe.set_user("Administrator")
	assessment = frappe.get_doc(
		{
			"doctype": "Campus Accountability Assessment",
			"subject_type": "Person",
			"user": users["counsellor"],
			"period_from": "2018-01-01",
			"period_to": "2018-12-31",
			"comment": "CANARY-assessment-comment",
			"incident_deductions": [{"reason": "CANARY-assessment-deduction", "points": 3}],
		}
	).insert()
	assessment.db_set({"status": "Submitted", "workflow_state": "Submitted"}, update_modified=False)
	return assessment.name
