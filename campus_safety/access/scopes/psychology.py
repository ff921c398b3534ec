"""Psychological screening: who reaches which rows."""

import frappe
from frappe.utils import now_datetime

from campus_safety.access.scopes import has_any_role, held_units
from campus_safety.domain import roles as r
from campus_safety.domain.visibility import EVERYTHING, NOTHING, Match, Reach

# who is told level and advice of the students they look after, and nothing else of a screening
TOLD_LEVEL = (r.COUNSELLOR, r.COLLEGE_LEAD)
# who proposes, signs or checks the destruction of files
DESTROYS = (*r.PSYCH_STAFF, r.SCHOOL_LEADER, r.SAFETY_OFFICE, r.DISCIPLINE_OFFICE)


def centre_records(user: str, doctype: str) -> Reach:
	"""Results, consents, interviews, uploaded exports: the psychological centre alone, whoever looks after the student."""
	return EVERYTHING if has_any_role(user, r.PSYCH_STAFF) else NOTHING


def files(user: str, doctype: str) -> Reach:
	"""Psych File: the centre; whoever has asked and was allowed, for the hours allowed (domain §8)."""
	if has_any_role(user, r.PSYCH_STAFF):
		return EVERYTHING
	allowed = frappe.get_all(
		"Campus File Access Request",
		filters={"recorded_by": user, "status": "Approved", "expires_at": (">", now_datetime())},
		pluck="student",
	)
	return Reach.of(Match.on(student=allowed))


def access_requests(user: str, doctype: str) -> Reach:
	"""File Access Request: one's own, and those that one's office decides on."""
	offices = [role for role in (r.PSYCH_HEAD, r.STUDENT_AFFAIRS) if has_any_role(user, (role,))]
	return Reach.of(Match.on(recorded_by={user}), Match.on(approver_role=offices))


def incidents(user: str, doctype: str) -> Reach:
	"""Data Incident: who answers for data protection, and who entered it."""
	if has_any_role(user, (r.PSYCH_HEAD, r.SAFETY_OFFICE, r.SCHOOL_LEADER)):
		return EVERYTHING
	return Reach.of(Match.on(recorded_by={user}))


def destructions(user: str, doctype: str) -> Reach:
	"""Destruction Record: the centre, who signs, and the offices that keep what is preserved; counts and no names."""
	return EVERYTHING if has_any_role(user, DESTROYS) else NOTHING


def advice(user: str, doctype: str) -> Reach:
	"""Screening Advice: level and advice where the student agreed; counsellor and College Lead by unit (domain §6)."""
	if has_any_role(user, r.PSYCH_STAFF):
		return EVERYTHING
	if has_any_role(user, TOLD_LEVEL):
		return Reach.of(Match.on(unit=held_units(user)))
	return NOTHING
