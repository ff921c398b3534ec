"""What is owed, and the figures counted over it: who reaches which rows."""

import frappe

from campus_safety.access.scopes import L2_UNIT_ROLES, SCHOOL_WIDE_L2, has_any_role, held_units
from campus_safety.domain import roles as r
from campus_safety.domain.visibility import EVERYTHING, Match, Reach

# who sees every duty that is not about a student: of classes, buildings, departments, the school
SCHOOL_WIDE_DUTIES = frozenset(
	(r.SAFETY_OFFICE, r.SCHOOL_LEADER, r.SCHOOL_OFFICE, r.QUALITY_OFFICE, r.SYSTEM_MANAGER)
)
MOST_ALERTS = 2000  # of which one was told, the newest: older ones are read in the record they name
# who gets the figures of every duty, counted, without the rows about students behind them (domain §0)
COUNTS_ONLY_DUTIES = frozenset(
	(r.SAFETY_OFFICE, r.SCHOOL_LEADER, r.SCHOOL_OFFICE, r.QUALITY_OFFICE, r.HR_OFFICE, r.DISCIPLINE_OFFICE)
)


def obligations(user: str, doctype: str) -> Reach:
	"""Duty Obligation: one's own and one's office's; by unit as L2 records; those that name no student, by unit or all.

	Offices that only count get their figures from the reports, never the rows about students.
	"""
	if has_any_role(user, SCHOOL_WIDE_L2):
		return EVERYTHING
	roles = frozenset(frappe.get_roles(user))
	reach = Reach.of(
		Match.on(responsible_user={user}), Match.on(responsible_role=roles), Match.on(taken_by={user})
	)
	if has_any_role(user, L2_UNIT_ROLES):
		reach |= Reach.of(Match.on(unit=held_units(user)))
	if has_any_role(user, SCHOOL_WIDE_DUTIES):
		reach |= Reach.of(Match.on(names_student={0}))
	return reach


def exemptions(user: str, doctype: str) -> Reach:
	"""Duty Exemption: one's own, by unit as L2 records; those that name no student, by unit or all."""
	if has_any_role(user, SCHOOL_WIDE_L2):
		return EVERYTHING
	reach = Reach.of(Match.on(responsible_user={user}), Match.on(user={user}))
	if has_any_role(user, L2_UNIT_ROLES):
		reach |= Reach.of(Match.on(unit=held_units(user)))
	if has_any_role(user, SCHOOL_WIDE_DUTIES):
		reach |= Reach.of(Match.on(names_student={0}))
	return reach


def alerts(user: str, doctype: str) -> Reach:
	"""Campus Alert: who raised it, who was told, who has it. Nobody reads along."""
	told = frappe.get_all(
		"Campus Alert Recipient",
		filters={"user": user, "parenttype": "Campus Alert"},
		pluck="parent",
		order_by="creation desc",
		limit=MOST_ALERTS,
	)
	return Reach.of(Match.on(sender={user}), Match.on(taken_by={user}), Match.on(name=told))


def duty_counts(user: str, doctype: str) -> Reach:
	"""What a person's figures are counted over: the rows they reach, and for offices that only count, all."""
	return EVERYTHING if has_any_role(user, COUNTS_ONLY_DUTIES) else obligations(user, doctype)


def messages(user: str, doctype: str) -> Reach:
	"""Message Outbox: one's own; who looks whether messages leave also those that tell of nothing confidential."""
	reach = Reach.of(Match.on(recipient={user}))
	if has_any_role(user, (r.SYSTEM_MANAGER, r.SAFETY_OFFICE)):
		reach |= Reach.of(Match.on(confidential={0}))
	return reach
