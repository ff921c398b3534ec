"""The circle of a risk ledger: who reaches which rows."""

import operator
from functools import reduce

import frappe

from campus_safety.access.scopes import has_any_role, held_units, unit_records
from campus_safety.domain import roles as r
from campus_safety.domain.risk.states import LED
from campus_safety.domain.visibility import EVERYTHING, NOTHING, Match, Reach

# what a handover's items are about, by their kind
HANDED_OVER = {
	"Ledger": "Campus Risk Ledger",
	"Care Plan": "Campus Care Plan",
	"Crisis": "Campus Crisis Case",
	"Suspension": "Campus Study Suspension",
	"Medical Support": "Campus Medical Support",
}


def gravest_levels() -> frozenset[str]:
	"""Levels that the school has marked as the gravest (domain §7: marked so, not by a name)."""
	return frozenset(frappe.get_all("Campus Risk Level", filters={"is_gravest": 1}, pluck="name"))


def ledger_circle(user: str, doctype: str) -> Reach:
	"""Risk Ledger, L3: the named persons, psych staff, that College Lead; Student Affairs where it must sign; a School
	Leader the gravest, from filing to closing.

	The nominator keeps sight of a nomination only until the college has decided on it.
	"""
	if has_any_role(user, r.PSYCH_STAFF):
		return EVERYTHING
	reach = Reach.of(
		Match.on(responsible_person={user}),
		Match.on(lead={user}),
		Match.on(owner={user}, status={"Nominated"}),
	)
	if has_any_role(user, (r.COLLEGE_LEAD,)):
		reach |= Reach.of(Match.on(college=held_units(user)))
	if has_any_role(user, (r.SCHOOL_LEADER,)):
		reach |= Reach.of(Match.on(risk_level=gravest_levels(), status=LED))
	if has_any_role(user, (r.STUDENT_AFFAIRS,)):
		reach |= Reach.of(Match.on(needs_student_affairs={1}))
	return reach


def care_plans(user: str, doctype: str) -> Reach:
	"""Care Plan: as L2 records; a teacher who helps with an action, those whose categories are open to teachers."""
	reach = unit_records(user, doctype)
	if reach.everything or not has_any_role(user, (r.MENTOR,)):
		return reach
	helped = frappe.get_all(
		"Campus Care Action", filters={"action_owner": user, "parenttype": doctype}, pluck="parent"
	)
	return reach | Reach.of(Match.on(name=helped, for_teachers={1}, status={"Supporting"}))


def medical_supports(user: str, doctype: str) -> Reach:
	"""Medical Support, L3: who answers, the school doctor who is named, that College Lead, psych staff; who wrote it, while it runs."""
	if has_any_role(user, r.PSYCH_STAFF):
		return EVERYTHING
	reach = Reach.of(
		Match.on(responsible_person={user}),
		Match.on(lead={user}),
		Match.on(owner={user}, status={"Running"}),
	)
	if has_any_role(user, (r.LOGISTICS,)):
		reach |= Reach.of(Match.on(school_doctor={user}))
	if has_any_role(user, (r.COLLEGE_LEAD,)):
		reach |= Reach.of(Match.on(college=held_units(user)))
	return reach


def file_handovers(user: str, doctype: str) -> Reach:
	"""File Handover, L3: who hands over until it is in force; who takes over once it is signed, and afterwards while they answer
	for something of it; that College Lead and Psych Head.
	"""
	if has_any_role(user, (r.PSYCH_HEAD,)):
		return EVERYTHING
	reach = Reach.of(
		Match.on(from_user={user}, status={"Draft", "Signed", "Received"}),
		Match.on(to_user={user}, status={"Signed", "Received"}),
		Match.on(to_user={user}, status={"Effective"}, name=_taken_over(user)),
	)
	if has_any_role(user, (r.COLLEGE_LEAD,)):
		reach |= Reach.of(Match.on(college=held_units(user)))
	return reach


def _taken_over(user: str) -> set[str]:
	"""Handovers with an item for which the user answers, and still does; one query."""
	first, *others = (_still_answered(user, kind, doctype) for kind, doctype in HANDED_OVER.items())
	named = reduce(operator.add, others, first).as_("named")
	return {row[0] for row in frappe.qb.from_(named).select(named.parent).run()}


def _still_answered(user: str, kind: str, doctype: str):
	item, record = frappe.qb.DocType("Campus File Handover Item"), frappe.qb.DocType(doctype)
	person = "contact_person" if kind == "Suspension" else "responsible_person"
	return (
		frappe.qb.from_(item)
		.join(record)
		.on(record.name == item.reference)
		.select(item.parent)
		.where((item.answers == user) & (item.kind == kind) & (record[person] == user))
	)


def outside_handovers(user: str, doctype: str) -> Reach:
	"""Outside Handover, L3: psych staff, that College Lead, who signs."""
	if has_any_role(user, r.PSYCH_STAFF):
		return EVERYTHING
	return Reach.of(Match.on(college=held_units(user))) if has_any_role(user, (r.COLLEGE_LEAD,)) else NOTHING


def case_requests(user: str, doctype: str) -> Reach:
	"""Case Request: one's own; those for a student for whom one answers, or whose ledger is one's college's; Psych Head."""
	if has_any_role(user, (r.PSYCH_HEAD,)):
		return EVERYTHING
	ledger = frappe.qb.DocType("Campus Risk Ledger")
	mine = ledger.responsible_person == user
	if has_any_role(user, (r.COLLEGE_LEAD,)):
		mine |= ledger.college.isin(sorted(held_units(user)) or [""])
	rows = (
		frappe.qb.from_(ledger).select(ledger.student).distinct().where(mine & ledger.status.isin(LED)).run()
	)
	return Reach.of(Match.on(recorded_by={user}), Match.on(student={row[0] for row in rows}))
