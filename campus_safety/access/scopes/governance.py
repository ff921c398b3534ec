"""Mentors and assessments: who reaches which rows."""

import frappe

from campus_safety.access.scopes import has_any_role, held_units, own_departments
from campus_safety.domain import roles as r
from campus_safety.domain.visibility import EVERYTHING, Match, Reach


def mentor_lists(user: str, doctype: str) -> Reach:
	"""Mentor List: the mentor's own, the college's, and the offices that keep them."""
	if has_any_role(user, (r.STUDENT_AFFAIRS, r.ACADEMIC_AFFAIRS, r.HR_OFFICE, r.SYSTEM_MANAGER)):
		return EVERYTHING
	reach = Reach.of(Match.on(mentor={user}))
	if has_any_role(user, (r.COLLEGE_LEAD,)):
		reach |= Reach.of(Match.on(unit=held_units(user)))
	if has_any_role(user, r.CLASS_STAFF):
		units = held_units(user)
		rows = frappe.get_all(
			"Campus Mentor List Student",
			filters={"unit": ("in", units or [""])},
			pluck="parent",
			distinct=True,
		)
		reach |= Reach.of(Match.on(name=rows))
	return reach


def clause_tasks(user: str, doctype: str) -> Reach:
	"""Clause Task: whoever gives or compares them, and the unit that has them."""
	wide = (
		r.SAFETY_OFFICE,
		r.SCHOOL_OFFICE,
		r.SCHOOL_LEADER,
		r.QUALITY_OFFICE,
		r.HR_OFFICE,
		r.DISCIPLINE_OFFICE,
	)
	if has_any_role(user, wide):
		return EVERYTHING
	units = own_departments(user)
	if has_any_role(user, (r.COLLEGE_LEAD,)):
		units |= held_units(user)
	return Reach.of(Match.on(responsible_unit=units))


def assessments(user: str, doctype: str) -> Reach:
	"""Accountability Assessment: the offices that assess, review and approve; the assessed themselves once it is submitted."""
	if has_any_role(user, (r.QUALITY_OFFICE, r.HR_OFFICE, r.DISCIPLINE_OFFICE, r.SCHOOL_LEADER)):
		return EVERYTHING
	shown = {"Submitted", "Reviewed", "Approved", "Appealed", "Archived"}
	reach = Reach.of(Match.on(user={user}, status=shown))
	if has_any_role(user, (r.COLLEGE_LEAD,)):
		reach |= Reach.of(Match.on(unit=held_units(user), status=shown))
	if has_any_role(user, (r.STUDENT_AFFAIRS, r.SAFETY_OFFICE)):
		reach |= Reach.of(Match.on(subject_type={"Unit"}, status=shown))
	return reach | Reach.of(Match.on(assessed_unit=own_departments(user), status=shown))


def drafts(user: str, unit: str | None, office_too: bool = False) -> bool:
	"""Whose own unit drafts a policy. office_too: the School Office enters one for any."""
	if user == "Administrator" or (office_too and has_any_role(user, (r.SCHOOL_OFFICE,))):
		return True
	units = own_departments(user)
	if has_any_role(user, (r.COLLEGE_LEAD,)):
		units |= held_units(user)
	return bool(unit) and unit in units


def policies(user: str, doctype: str) -> Reach:
	"""Policy Assessment: the unit that drafts it, who reviews and decides; others once it is published."""
	if has_any_role(user, (r.SCHOOL_OFFICE, r.SCHOOL_LEADER, r.DISCIPLINE_OFFICE)):
		return EVERYTHING
	units = own_departments(user)
	if has_any_role(user, (r.COLLEGE_LEAD,)):
		units |= held_units(user)
	return Reach.of(Match.on(unit=units), Match.on(status={"Published", "Evaluated"}))


def work_reports(user: str, doctype: str) -> Reach:
	"""Implementation Report: the unit's own; the offices that gather them, and the leader."""
	if has_any_role(user, (r.SAFETY_OFFICE, r.SCHOOL_OFFICE, r.SCHOOL_LEADER)):
		return EVERYTHING
	units = own_departments(user)
	if has_any_role(user, (r.COLLEGE_LEAD,)):
		units |= held_units(user)
	return Reach.of(Match.on(unit=units))
