"""Whose mentor lists the student, how somebody is assessed."""

import frappe

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
			"Campus Accountability Assessment",
			_assessment(world.users),
			"comment",
			"CANARY-assessment-comment",
			("CANARY-assessment-comment", "CANARY-assessment-deduction"),
			of(world.by_role, *assessors),
		),
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
