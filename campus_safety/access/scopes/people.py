"""Students, posts, who keeps which list: who reaches which rows."""

from campus_safety.access.scopes import SCHOOL_WIDE, SCHOOL_WIDE_L2, has_any_role, held, held_units, own
from campus_safety.domain import roles as r
from campus_safety.domain.visibility import EVERYTHING, Match, Reach


def students(user: str, doctype: str) -> Reach:
	"""Campus Student: by unit, by dormitory, or named one by one."""
	return EVERYTHING if has_any_role(user, SCHOOL_WIDE) else _held_students(user)


def students_in_care(user: str) -> Reach:
	"""Whose risk the user may know to exist: all for those who see L2 of all, else who is held; counting is no care."""
	return EVERYTHING if has_any_role(user, SCHOOL_WIDE_L2) else _held_students(user)


def _held_students(user: str) -> Reach:
	return Reach.of(
		Match.on(unit=held_units(user)),
		Match.on(dormitory=held(user, "Campus Dormitory")),
		Match.on(name=held(user, "Campus Student")),
	)


def assignments(user: str, doctype: str) -> Reach:
	"""Network Assignment: offices see all but the hidden officers; those are L4 (domain §1)."""
	if has_any_role(user, (r.SAFETY_OFFICE,)):
		return EVERYTHING
	reach = own(user, doctype) | Reach.of(Match.on(holder_user={user}, is_covert={0}))
	if has_any_role(user, SCHOOL_WIDE):
		return reach | Reach.of(Match.on(is_covert={0}))
	return reach | Reach.of(Match.on(unit=held_units(user), is_covert={0}))
