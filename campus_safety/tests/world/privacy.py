"""What a student asked about their own information, what is preserved."""

import frappe
from frappe.utils import now_datetime

from campus_safety.domain import roles as r
from campus_safety.services.privacy import data_requests
from campus_safety.tests.world.documents import find_or_insert
from campus_safety.tests.world.subject import FAR_STUDENT, STUDENT, Subject, of


def build(world) -> None:
	"""Nothing that other rooms ask for."""


def subjects(world) -> tuple[Subject, ...]:
	return (
		_request("General", of(world.by_role, r.STUDENT_AFFAIRS)),
		_request("Psychological", of(world.by_role, r.PSYCH_HEAD)),
		_hold(world.by_role),
	)


def _request(concerns: str, insiders: frozenset[str]) -> Subject:
	"""Campus Data Request, filed by the student, answered."""
	canary = f"CANARY-request-{concerns}"
	name = data_requests.file_own(STUDENT, "Explain", concerns, canary, f"world-{concerns}", now_datetime())
	frappe.db.set_value(
		data_requests.REQUEST,
		name,
		{"answer": f"{canary}-answer", "status": "Granted"},
		update_modified=False,
	)
	return Subject(data_requests.REQUEST, name, "request", canary, (canary, f"{canary}-answer"), insiders)


def _hold(by_role) -> Subject:
	"""Campus Legal Hold of a student of the other college, released: tests may void and delete."""
	values = {
		"doctype": "Campus Legal Hold",
		"subject_type": "Student",
		"student": FAR_STUDENT,
		"reason": "CANARY-hold-reason",
		"status": "Released",
		"release_reason": "CANARY-hold-release",
	}
	return Subject(
		"Campus Legal Hold",
		find_or_insert(values, by="reason", as_app=True),
		"reason",
		"CANARY-hold-reason",
		("CANARY-hold-reason", "CANARY-hold-release"),
		of(by_role, r.SAFETY_OFFICE, r.DISCIPLINE_OFFICE, r.SCHOOL_LEADER),
	)
