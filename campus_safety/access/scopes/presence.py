"""The night: rolls, stays, cases, and the figures counted over them: who reaches which rows."""

import frappe

from campus_safety.access.scopes import L2_UNIT_ROLES, has_any_role, held, held_units
from campus_safety.domain import roles as r
from campus_safety.domain.visibility import EVERYTHING, NOTHING, Match, Reach

# who gets the nights counted, without the names of those who were late or missing
COUNTS_ONLY_NIGHTS = frozenset(
	(r.SAFETY_OFFICE, r.SECURITY_OFFICE, r.SCHOOL_LEADER, r.SCHOOL_OFFICE, r.QUALITY_OFFICE)
)

UNCLOSED = ("Pending", "Checking", "Located", "Cleared")
MOST_CALLS = 200  # the newest: older cases are closed


def night_rolls(user: str, doctype: str) -> Reach:
	"""Night Roll Call: the dorm managers of the building, and Student Affairs; the rows name students of every class."""
	if has_any_role(user, (r.STUDENT_AFFAIRS,)):
		return EVERYTHING
	if has_any_role(user, (r.DORM_MANAGER,)):
		return Reach.of(Match.on(dormitory=held(user, "Campus Dormitory")))
	return NOTHING


def night_names(user: str, doctype: str) -> Reach:
	"""Students of a night one by one, in rows that carry unit and dormitory: who was late, who is missing."""
	return stay_registrations(user, doctype)


def night_counts(user: str, doctype: str) -> Reach:
	"""What the figures of a night are counted over: the students one looks after; for offices that only count, all."""
	return EVERYTHING if has_any_role(user, COUNTS_ONLY_NIGHTS) else night_names(user, doctype)


def stay_registrations(user: str, doctype: str) -> Reach:
	"""Stay Registration: class staff and lead by unit, dorm managers by building, Student Affairs all."""
	if has_any_role(user, (r.STUDENT_AFFAIRS,)):
		return EVERYTHING
	reach = Reach.of(Match.on(unit=held_units(user))) if has_any_role(user, L2_UNIT_ROLES) else NOTHING
	if has_any_role(user, (r.DORM_MANAGER,)):
		reach |= Reach.of(Match.on(dormitory=held(user, "Campus Dormitory")))
	return reach


def absence_cases(user: str, doctype: str) -> Reach:
	"""Absence Case: as the stay list; Security Office and School Leader once the ladder, or a lost contact, has called
	them; whoever was called because of the duty roster, or by a step of the school's own, while the case is open."""
	reach = stay_registrations(user, doctype)
	if reach.everything:
		return reach
	reach |= Reach.of(Match.on(name=_called_on_duty(user), status=UNCLOSED))
	if has_any_role(user, (r.SECURITY_OFFICE,)):
		reach |= Reach.of(Match.on(security_called={1}))
	if has_any_role(user, (r.SCHOOL_LEADER,)):
		reach |= Reach.of(Match.on(leader_called={1}))
	return reach


def _called_on_duty(user: str) -> list[str]:
	return frappe.get_all(
		"Campus Absence Event",
		filters={"kind": "Called", "user": user},
		pluck="parent",
		order_by="creation desc",
		limit=MOST_CALLS,
	)
