"""The counselling centre: who reaches which rows. Nobody outside it reaches any; of L4 no glass is broken either."""

from campus_safety.access.scopes import has_any_role, held_units
from campus_safety.domain import roles as r
from campus_safety.domain.visibility import EVERYTHING, NOTHING, Match, Reach


def appointments(user: str, doctype: str) -> Reach:
	"""Counselling Appointment, L4: the psych teacher who holds it, all of them while nobody has it, Psych Head."""
	if has_any_role(user, (r.PSYCH_HEAD,)):
		return EVERYTHING
	if has_any_role(user, (r.PSYCH_TEACHER,)):
		return Reach.of(Match.on(counsellor={user}), Match.on(unassigned={1}))
	return NOTHING


def session_notes(user: str, doctype: str) -> Reach:
	"""Session Note, L4: its author and Psych Head (domain §0)."""
	if has_any_role(user, (r.PSYCH_HEAD,)):
		return EVERYTHING
	if has_any_role(user, (r.PSYCH_TEACHER,)):
		return Reach.of(Match.on(recorded_by={user}))
	return NOTHING


def referrals(user: str, doctype: str) -> Reach:
	"""Student Referral, L3: its author and Psych Head."""
	return session_notes(user, doctype)


def key_feedback(user: str, doctype: str) -> Reach:
	"""Key Feedback, L3: its author, Psych Head, and the lead of the college it is for."""
	reach = session_notes(user, doctype)
	if reach.everything or not has_any_role(user, (r.COLLEGE_LEAD,)):
		return reach
	return reach | Reach.of(Match.on(college=held_units(user)))


def analyses(user: str, doctype: str) -> Reach:
	"""Psych Analysis Report: the centre's head; once it is published whoever has the role."""
	if has_any_role(user, (r.PSYCH_HEAD,)):
		return EVERYTHING
	return Reach.of(Match.on(status={"Published"}))
