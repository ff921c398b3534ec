"""Passages and missed classes: who reaches which rows."""

from campus_safety.access.scopes import L2_UNIT_ROLES, has_any_role, held, held_units, own, unit_records
from campus_safety.domain import roles as r
from campus_safety.domain.visibility import EVERYTHING, NOTHING, Match, Reach


def gate_events(user: str, doctype: str) -> Reach:
	"""Gate Event: who went in and out. Student Affairs and the Security Office all; class staff and lead by unit; dorm managers those who live in their buildings."""
	if has_any_role(user, (r.STUDENT_AFFAIRS, r.SECURITY_OFFICE)):
		return EVERYTHING
	reach = NOTHING
	if has_any_role(user, L2_UNIT_ROLES):
		reach |= Reach.of(Match.on(unit=held_units(user)))
	if has_any_role(user, (r.DORM_MANAGER,)):
		reach |= Reach.of(Match.on(dormitory=held(user, "Campus Dormitory")))
	return reach


def gate_imports(user: str, doctype: str) -> Reach:
	"""Gate Import: the two offices all, anybody else those they made."""
	if has_any_role(user, (r.STUDENT_AFFAIRS, r.SECURITY_OFFICE)):
		return EVERYTHING
	return own(user, doctype)


def class_absences(user: str, doctype: str) -> Reach:
	"""Class Absence: as L2 records; a teacher sees those they wrote or were named in, Academic Affairs what it entered."""
	reach = unit_records(user, doctype)
	if reach.everything:
		return reach
	if has_any_role(user, (r.MENTOR,)):
		reach |= own(user, doctype) | Reach.of(Match.on(teacher={user}))
	return reach | own(user, doctype) if has_any_role(user, (r.ACADEMIC_AFFAIRS,)) else reach
