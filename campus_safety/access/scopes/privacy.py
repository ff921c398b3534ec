"""Requests about personal information, holds: who reaches which rows."""

from campus_safety.access.scopes import has_any_role
from campus_safety.domain import roles as r
from campus_safety.domain.visibility import EVERYTHING, NOTHING, Match, Reach

# who may have something preserved; a reason names a matter that may be about anybody, the keepers of students included
KEEPERS = (r.SAFETY_OFFICE, r.DISCIPLINE_OFFICE, r.SCHOOL_LEADER)


def data_requests(user: str, doctype: str) -> Reach:
	"""Data Request: the office that answers it, and who recorded it for the person."""
	offices = [role for role in (r.STUDENT_AFFAIRS, r.PSYCH_HEAD) if has_any_role(user, (role,))]
	return Reach.of(Match.on(decider=offices), Match.on(recorded_by={user}, filed_by_student={0}))


def legal_holds(user: str, doctype: str) -> Reach:
	"""Legal Hold: whoever may have something preserved, all of them."""
	return EVERYTHING if has_any_role(user, KEEPERS) else NOTHING
