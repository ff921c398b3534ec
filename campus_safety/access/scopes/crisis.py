"""The circle of a crisis, and of the papers that belong to it: who reaches which rows."""

import frappe

from campus_safety.access.scopes import has_any_role, held_units
from campus_safety.domain import roles as r
from campus_safety.domain.crisis.way_back import SUSPENSION_OPEN
from campus_safety.domain.visibility import EVERYTHING, NOTHING, Match, Reach


def circle(user: str, doctype: str) -> Reach:
	"""L3: whoever answers, that College Lead, psych staff; Student Affairs and School Leader where it is severe or diagnosed.

	Who wrote a case that nobody has assessed keeps sight of it until then.
	"""
	if has_any_role(user, r.PSYCH_STAFF):
		return EVERYTHING
	reach = Reach.of(Match.on(responsible_person={user}), Match.on(lead={user}))
	if doctype == "Campus Crisis Case":
		reach |= Reach.of(Match.on(owner={user}, status={"Found"}))
	if has_any_role(user, (r.COLLEGE_LEAD,)):
		reach |= Reach.of(Match.on(college=held_units(user)))
	if has_any_role(user, (r.STUDENT_AFFAIRS, r.SCHOOL_LEADER)):
		reach |= Reach.of(Match.on(needs_student_affairs={1}))
	return reach


def suspensions(user: str, doctype: str) -> Reach:
	"""Study Suspension, L3: who keeps in touch while it lasts, that College Lead, psych staff, Student Affairs where it must; Academic Affairs
	what it has to decide. Who wrote it keeps sight of it until it was heard.
	"""
	reach = _on_leave(user, status=SUSPENSION_OPEN)
	if reach.everything:
		return reach
	reach |= Reach.of(Match.on(owner={user}, status={"Requested"}))
	if has_any_role(user, (r.ACADEMIC_AFFAIRS,)):
		reach |= Reach.of(Match.on(for_office={1}))
	return reach


def resumptions(user: str, doctype: str) -> Reach:
	"""Resumption Assessment, L3: as the suspension, and who sits in its panel, while it has the papers."""
	reach = _on_leave(user)
	if reach.everything:
		return reach
	sits_in = frappe.get_all(
		"Campus Resumption Panelist", filters={"member": user, "parenttype": doctype}, pluck="parent"
	)
	return reach | Reach.of(Match.on(name=sits_in, status={"With the Panel"}))


def postventions(user: str, doctype: str) -> Reach:
	"""Postvention, L3: Psych Head and Student Affairs; a psych teacher those in which they talk with somebody."""
	if has_any_role(user, (r.PSYCH_HEAD, r.STUDENT_AFFAIRS)):
		return EVERYTHING
	if not has_any_role(user, (r.PSYCH_TEACHER,)):
		return NOTHING
	talks_in = frappe.get_all(
		"Campus Postvention Person", filters={"talker": user, "parenttype": doctype}, pluck="parent"
	)
	return Reach.of(Match.on(name=talks_in))


def _on_leave(user: str, **while_named: frozenset[str]) -> Reach:
	if has_any_role(user, r.PSYCH_STAFF):
		return EVERYTHING
	reach = Reach.of(Match.on(contact_person={user}, **while_named), Match.on(lead={user}, **while_named))
	if has_any_role(user, (r.COLLEGE_LEAD,)):
		reach |= Reach.of(Match.on(college=held_units(user)))
	if has_any_role(user, (r.STUDENT_AFFAIRS, r.SCHOOL_LEADER)):
		reach |= Reach.of(Match.on(needs_student_affairs={1}))
	return reach
