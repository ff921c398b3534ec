"""The circle of a risk ledger: who reaches which rows."""

from campus_safety.access.scopes import has_any_role, held_units
from campus_safety.domain import roles as r
from campus_safety.domain.visibility import EVERYTHING, Match, Reach


def ledger_circle(user: str, doctype: str) -> Reach:
	"""Risk Ledger, L3: the named persons, psych staff, that College Lead; Student Affairs where it must sign.

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
	if has_any_role(user, (r.STUDENT_AFFAIRS,)):
		reach |= Reach.of(Match.on(needs_student_affairs={1}))
	return reach
