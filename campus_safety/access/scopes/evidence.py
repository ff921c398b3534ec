"""Who opened what: who reaches which rows."""

import frappe

from campus_safety.access.scopes import Supposed, has_any_role
from campus_safety.access.scopes.incidents import CASE, get_cases_about
from campus_safety.domain import roles as r
from campus_safety.domain.visibility import EVERYTHING, NOTHING, Match, Reach


def access_log(user: str, doctype: str) -> Reach:
	"""Who opened what: Psych Head over all; everybody sees what they did themselves; a leader, which account or code was changed."""
	if has_any_role(user, (r.PSYCH_HEAD,)):
		return _but_of_cases_about(user)
	reach = Reach.of(Match.on(user={user}))
	if doctype == "Campus Access Log" and has_any_role(user, (r.SCHOOL_LEADER,)):
		reach |= Reach.of(Match.on(action={"Account Change", "Code Change"}))
	return reach


def _but_of_cases_about(user: str) -> Reach:
	"""Whoever answers in a case of accountability does not learn of it by who opens it, either."""
	if isinstance(user, Supposed) or not get_cases_about(user):
		return EVERYTHING
	kinds = frappe.get_all(
		"DocType", filters={"name": ("!=", CASE), "module": ("like", "Campus %"), "istable": 0}, pluck="name"
	)
	return Reach.of(Match.on(reference_doctype=["", "User", "Role", *kinds]), Match.on(user={user}))


def seal_checks(user: str, doctype: str) -> Reach:
	"""What a check of the seal has found, by number and kind of record: whoever keeps the checkpoints, and whoever mends."""
	if has_any_role(user, (r.DISCIPLINE_OFFICE, r.SCHOOL_LEADER, r.SYSTEM_MANAGER)):
		return EVERYTHING
	return NOTHING
