"""What is owed about a student."""

import frappe

from campus_safety.domain import roles as r
from campus_safety.engines.duties.exempt import COPIED, EXEMPTION
from campus_safety.tests.world.documents import find_or_insert
from campus_safety.tests.world.subject import STUDENT, Subject, of


def build(world) -> None:
	"""Nothing that other rooms ask for."""


def subjects(world) -> tuple[Subject, ...]:
	duty = _duty(world.units, world.users)
	return (
		Subject(
			"Campus Duty Obligation",
			duty,
			"exempt_reason",
			"CANARY-duty-reason",
			("CANARY-duty-reason", duty),
			of(world.by_role, r.PSYCH_HEAD, r.PSYCH_TEACHER, r.STUDENT_AFFAIRS),
		),
		Subject(
			EXEMPTION,
			_exemption(duty),
			"reason",
			"CANARY-exemption-reason",
			("CANARY-exemption-reason",),
			of(world.by_role, r.PSYCH_HEAD, r.PSYCH_TEACHER, r.STUDENT_AFFAIRS),
		),
		Subject(
			"Campus Alert",
			_alert(world),
			"answer",
			"CANARY-alert-answer",
			("CANARY-alert-answer", "CANARY-alert-note"),
			of(world.by_role, r.SCHOOL_OFFICE),
		),
	)


def _exemption(duty: str) -> str:
	"""Campus Duty Exemption: the counsellor asked for it."""
	document = frappe.get_doc("Campus Duty Obligation", duty)
	values = {
		"doctype": EXEMPTION,
		"obligation": duty,
		"step": "Asked",
		"at": "2018-04-01 09:00:00",
		"user": document.responsible_user,
		"reason": "CANARY-exemption-reason",
		**{field: document.get(field) for field in COPIED},
	}
	return find_or_insert(values, by="reason", as_app=True)


def _alert(world) -> str:
	"""Told to one person who has nothing else to do with the student: who was told reads it, nobody reads along."""
	found = frappe.db.get_value("Campus Alert", {"answer": "CANARY-alert-answer"})
	if found:
		return found
	alert = frappe.get_doc(
		{
			"doctype": "Campus Alert",
			"kind": "Talk for the Psych Centre",
			"status": "Ended",
			"student": STUDENT,
			"unit": world.units["class_1"],
			"college": world.units["college_1"],
			"reference_doctype": "Campus Student",
			"reference_name": STUDENT,
			"raised_at": "2018-03-01 10:00:00",
			"answer": "CANARY-alert-answer",
			"recipients": [{"user": world.by_role[r.SCHOOL_OFFICE]}],
			"events": [{"at": "2018-03-01 10:00:00", "kind": "Ended", "note": "CANARY-alert-note"}],
		}
	)
	with alert.as_app():
		return alert.insert().name


def _duty(units: dict[str, str], users: dict[str, str]) -> str:
	"""Of a year long past, so that no run of a test touches it."""
	found = frappe.db.get_value("Campus Duty Obligation", {"student": STUDENT, "period_start": "2018-03-01"})
	if found:
		return found
	duty = frappe.get_doc(
		{
			"doctype": "Campus Duty Obligation",
			"name": frappe.generate_hash(length=32),
			"rule": frappe.db.get_value("Campus Duty Rule", {"seed_key": "heart_talk"}),
			"subject_doctype": "Campus Student",
			"subject": STUDENT,
			"student": STUDENT,
			"names_student": 1,
			"unit": units["class_1"],
			"college": units["college_1"],
			"responsible_user": users["counsellor"],
			"period_start": "2018-03-01",
			"period_end": "2018-03-31",
			"due_date": "2018-04-03",
			"count_until": "2018-03-31",
			"min_count": 1,
			"state": "Exempt",
			"exempt_kind": "Approved",
			"exempt_reason": "CANARY-duty-reason",
		}
	)
	duty.db_insert()
	return duty.name
