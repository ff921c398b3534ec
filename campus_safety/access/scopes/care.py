"""Talks, contacts, meetings, visits: who reaches which rows."""

import frappe

from campus_safety.access.scopes import (
	L2_UNIT_ROLES,
	SCHOOL_WIDE_L2,
	has_any_role,
	held,
	held_units,
	own,
	unit_records,
)
from campus_safety.domain import roles as r
from campus_safety.domain.visibility import EVERYTHING, NOTHING, Match, Reach

# who goes on home visits
_VISITOR_ROLES = frozenset((*r.CLASS_STAFF, r.MENTOR, r.COLLEGE_LEAD))


def home_visits(user: str, doctype: str) -> Reach:
	"""Home Visit: as L2 records, and those a person goes along with or, as a mentor, has planned.

	Who goes along stands in the child table alone, so the list and the document can never disagree about it.
	"""
	reach = unit_records(user, doctype)
	if reach.everything or not has_any_role(user, _VISITOR_ROLES):
		return reach
	reach |= Reach.of(
		Match.on(name=frappe.get_all(f"{doctype} Visitor", filters={"user": user}, pluck="parent"))
	)
	return reach | own(user, doctype) if has_any_role(user, (r.MENTOR,)) else reach


def heart_talks(user: str, doctype: str) -> Reach:
	"""Heart Talk: as L2 records; a mentor sees the talks they wrote themselves."""
	reach = unit_records(user, doctype)
	return reach | own(user, doctype) if has_any_role(user, (r.MENTOR,)) else reach


def parent_meetings(user: str, doctype: str) -> Reach:
	"""Parent Meeting: offices all, others by unit, and every meeting that one of their classes was invited to."""
	if has_any_role(user, (*SCHOOL_WIDE_L2, r.SAFETY_OFFICE)):
		return EVERYTHING
	if not has_any_role(user, L2_UNIT_ROLES):
		return NOTHING
	units = held_units(user)
	joint = frappe.get_all(
		f"{doctype} Unit", filters={"unit": ("in", units or [""])}, pluck="parent", distinct=True
	)
	return Reach.of(Match.on(unit=units), Match.on(name=joint))


def dorm_visits(user: str, doctype: str) -> Reach:
	"""Dorm Visit: of the buildings one looks after; class staff and lead those to rooms their students live in, and their own."""
	if has_any_role(user, SCHOOL_WIDE_L2):
		return EVERYTHING
	reach = NOTHING
	if has_any_role(user, (r.DORM_MANAGER,)):
		reach |= Reach.of(Match.on(dormitory=held(user, "Campus Dormitory"))) | own(user, doctype)
	if has_any_role(user, L2_UNIT_ROLES):
		units = held_units(user)
		rooms = frappe.get_all(
			"Campus Student",
			filters={"unit": ("in", units or [""]), "dormitory": ("is", "set")},
			pluck="dormitory",
			distinct=True,
		)
		visited = frappe.get_all(
			f"{doctype} Room", filters={"room": ("in", rooms or [""])}, pluck="parent", distinct=True
		)
		reach |= Reach.of(Match.on(unit=units), Match.on(name=visited)) | own(user, doctype)
	return reach


def spot_checks(user: str, doctype: str) -> Reach:
	"""Spot Check: the college that checks, Student Affairs and the leaders; not who is checked."""
	if has_any_role(user, (r.STUDENT_AFFAIRS, r.SCHOOL_LEADER)):
		return EVERYTHING
	return Reach.of(Match.on(unit=held_units(user))) if has_any_role(user, (r.COLLEGE_LEAD,)) else NOTHING
