"""Educations, five-management checks: who reaches which rows."""

import frappe

from campus_safety.access.scopes import L2_UNIT_ROLES, anyone, has_any_role, held_units, own, unit_records
from campus_safety.domain import roles as r
from campus_safety.domain.visibility import EVERYTHING, NOTHING, Match, Reach

__all__ = ("WHOLE_SCHOOL", "anyone", "educations", "unit_records")
# who teaches any class, or keeps the hours of all
WHOLE_SCHOOL = (
	r.STUDENT_AFFAIRS,
	r.ACADEMIC_AFFAIRS,
	r.SECURITY_OFFICE,
	r.PSYCH_HEAD,
	r.PSYCH_TEACHER,
)


def educations(user: str, doctype: str) -> Reach:
	"""Safety Education: the offices that keep the hours all; the Security Office its own; others by unit, and those a class of theirs took part in."""
	if has_any_role(user, (r.STUDENT_AFFAIRS, r.ACADEMIC_AFFAIRS, r.SAFETY_OFFICE, r.PSYCH_HEAD)):
		return EVERYTHING
	if not has_any_role(user, (*L2_UNIT_ROLES, r.SECURITY_OFFICE, r.PSYCH_TEACHER)):
		return NOTHING
	reach = own(user, doctype)
	if not has_any_role(user, L2_UNIT_ROLES):
		return reach
	units = held_units(user)
	joint = frappe.get_all(
		"Campus Education Unit",
		filters={"unit": ("in", units or [""]), "parenttype": doctype},
		pluck="parent",
		distinct=True,
	)
	return reach | Reach.of(Match.on(unit=units), Match.on(name=joint))
