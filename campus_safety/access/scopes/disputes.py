"""Disputes: who settles them, who found or mediates one; never whoever is a party."""

import frappe

from campus_safety.access.scopes import Supposed, has_any_role, held_units
from campus_safety.domain import roles as r
from campus_safety.domain.visibility import EVERYTHING, NOTHING, Match, Reach

DISPUTE, PARTY = "Campus Dispute Case", "Campus Dispute Party"
# who registers, closes, and may mediate any
OFFICES = (r.SAFETY_OFFICE, r.STUDENT_AFFAIRS, r.SECURITY_OFFICE)


def disputes(user: str, doctype: str) -> Reach:
	"""Dispute Case: the offices that settle disputes, that College Lead; who wrote it down or mediates it."""
	if not has_any_role(user, r.DESK_ROLES):
		return NOTHING
	reach = Reach.of(Match.on(recorded_by={user}), Match.on(mediator={user}))
	if has_any_role(user, (r.COLLEGE_LEAD,)):
		reach |= Reach.of(Match.on(college=held_units(user)))
	if has_any_role(user, (*OFFICES, r.SCHOOL_LEADER)):
		reach = EVERYTHING
	own = () if isinstance(user, Supposed) else get_own(user)
	return _without(reach, doctype, own) if own else reach


def get_own(user: str) -> tuple[str, ...]:
	"""Disputes in which this account is a party."""
	return tuple(frappe.get_all(PARTY, filters={"person": user, "parenttype": DISPUTE}, pluck="parent"))


def _without(reach: Reach, doctype: str, own: tuple[str, ...]) -> Reach:
	"""The same, without these. Few are ever a party."""
	fields = sorted({field for match in reach.matches for field, _values in match.fields})
	rows = frappe.get_all(doctype, filters={"name": ("not in", own)}, fields=["name", *fields])
	return Reach.of(Match.on(name=[row.name for row in rows if reach.covers(row)]))
