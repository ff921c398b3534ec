"""Footage that was looked at: the Security Office and who supervises it; who looked at it or asked for it."""

from campus_safety.access.scopes import has_any_role
from campus_safety.domain import roles as r
from campus_safety.domain.visibility import EVERYTHING, NOTHING, Match, Reach

GUARDING = (r.SECURITY_OFFICE, r.SAFETY_OFFICE, r.SCHOOL_LEADER)


def reviews(user: str, doctype: str) -> Reach:
	"""CCTV Review."""
	if has_any_role(user, GUARDING):
		return EVERYTHING
	if not has_any_role(user, (r.SECURITY_GUARD, r.STUDENT_AFFAIRS)):
		return NOTHING
	return Reach.of(Match.on(recorded_by={user}), Match.on(requested_by={user}))
