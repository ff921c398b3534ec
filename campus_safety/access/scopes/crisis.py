"""The circle of a crisis, and of the papers that belong to it: who reaches which rows."""

from campus_safety.access.scopes import has_any_role, held_units
from campus_safety.domain import roles as r
from campus_safety.domain.visibility import EVERYTHING, Match, Reach


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
