"""Notices to the police, L3: that college's lead, whoever of Student Affairs wrote it, Psych Head; Security and leaders once it has come to them."""

from campus_safety.access.scopes import has_any_role, held_units
from campus_safety.domain import roles as r
from campus_safety.domain.visibility import EVERYTHING, Match, Reach

WITH_SECURITY = frozenset(
	("Centre Approved", "Security Approved", "Approved", "Sent", "Received", "Recalled", "Cleared")
)
WITH_LEADERS = WITH_SECURITY - {"Centre Approved"}


def pushes(user: str, doctype: str) -> Reach:
	"""Police Push: the college's lead, whoever of Student Affairs wrote it, Psych Head; Security Office and School Leader from their step on."""
	if has_any_role(user, (r.PSYCH_HEAD,)):
		return EVERYTHING
	reach = Reach.of()
	if has_any_role(user, (r.COLLEGE_LEAD,)):
		reach |= Reach.of(Match.on(college=held_units(user)))
	if has_any_role(user, (r.STUDENT_AFFAIRS,)):
		reach |= Reach.of(Match.on(recorded_by={user}))
	if has_any_role(user, (r.SECURITY_OFFICE,)):
		reach |= Reach.of(Match.on(status=WITH_SECURITY))
	if has_any_role(user, (r.SCHOOL_LEADER,)):
		reach |= Reach.of(Match.on(status=WITH_LEADERS))
	return reach
