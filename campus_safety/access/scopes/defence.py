"""Guards, patrols, visitors, defences: the Security Office and its guards; others what concerns them."""

from campus_safety.access.scopes import (
	L2_UNIT_ROLES,
	anyone,
	has_any_role,
	held_units,
	own_departments,
	unit_records,
)
from campus_safety.domain import roles as r
from campus_safety.domain.visibility import EVERYTHING, NOTHING, Match, Reach

__all__ = ("anyone", "facilities", "guarding", "opinions", "prohibited_items", "visits")
GUARDING = (r.SECURITY_GUARD, r.SECURITY_OFFICE)
SUPERVISING = (r.SAFETY_OFFICE, r.SCHOOL_LEADER)


def guarding(user: str, doctype: str) -> Reach:
	"""Equipment Check, Patrol Log: guards and the Security Office; who supervises them reads."""
	return EVERYTHING if has_any_role(user, (*GUARDING, *SUPERVISING)) else NOTHING


def facilities(user: str, doctype: str) -> Reach:
	"""Defence Facility: where the campus is weak is told to whoever guards it, and to the unit that keeps it working."""
	if has_any_role(user, (*GUARDING, *SUPERVISING)):
		return EVERYTHING
	units = own_departments(user)
	if has_any_role(user, (r.COLLEGE_LEAD,)):
		units |= held_units(user)
	return Reach.of(Match.on(responsible_unit=units))


def visits(user: str, doctype: str) -> Reach:
	"""Gate Visit: the gate and the Security Office; the Safety Office, for whom it counts who is inside; the host their own."""
	if has_any_role(user, (*GUARDING, r.SAFETY_OFFICE)):
		return EVERYTHING
	if not has_any_role(user, r.DESK_ROLES):
		return NOTHING
	return Reach.of(Match.on(host={user}))


def prohibited_items(user: str, doctype: str) -> Reach:
	"""Prohibited Item: the Security Office all; who looks after the student; who recorded or witnessed it."""
	if has_any_role(user, (r.SECURITY_OFFICE, r.SAFETY_OFFICE)):
		return EVERYTHING
	if not has_any_role(user, r.DESK_ROLES):
		return NOTHING
	own = Reach.of(Match.on(recorded_by={user}), Match.on(witness={user}))
	if has_any_role(user, (r.PSYCH_TEACHER, r.PSYCH_HEAD)) and not has_any_role(user, (r.STUDENT_AFFAIRS,)):
		return own
	return own | unit_records(user, doctype)


def opinions(user: str, doctype: str) -> Reach:
	"""Opinion Item: the offices that answer for it; who looks after the student; who wrote it down."""
	wide = (
		r.PUBLICITY,
		r.SCHOOL_OFFICE,
		r.SECURITY_OFFICE,
		r.SAFETY_OFFICE,
		r.STUDENT_AFFAIRS,
		r.SCHOOL_LEADER,
	)
	if has_any_role(user, wide):
		return EVERYTHING
	if not has_any_role(user, r.DESK_ROLES):
		return NOTHING
	reach = Reach.of(Match.on(recorded_by={user}))
	return reach | Reach.of(Match.on(unit=held_units(user))) if has_any_role(user, L2_UNIT_ROLES) else reach
