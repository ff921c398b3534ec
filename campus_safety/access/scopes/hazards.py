"""Hazards and inspections: who reaches which rows, and who may do which step."""

from campus_safety.access.scopes import has_any_role, held_units, own_departments
from campus_safety.domain import roles as r
from campus_safety.domain.visibility import EVERYTHING, Match, Reach

# who supervises the hazards of every unit
SUPERVISORS = (r.SAFETY_OFFICE, r.SECURITY_OFFICE)
_WIDE = (*SUPERVISORS, r.SCHOOL_LEADER)


def own_units(user: str) -> frozenset[str]:
	"""Units for whose hazards somebody answers: the lead's college with its classes, the office's department."""
	units = own_departments(user)
	return units | held_units(user) if has_any_role(user, (r.COLLEGE_LEAD,)) else units


def answers_for(user: str, unit: str | None) -> bool:
	"""Who assigns a hazard of this unit, or has the unit inspected."""
	return has_any_role(user, SUPERVISORS) or (bool(unit) and unit in own_units(user))


def hazards(user: str, doctype: str) -> Reach:
	"""Safety Hazard: who found, mends or accepts it, the unit that has it, the offices that supervise all."""
	if has_any_role(user, _WIDE):
		return EVERYTHING
	if not has_any_role(user, r.DESK_ROLES):
		return Reach.of()
	return Reach.of(
		Match.on(recorded_by={user}),
		Match.on(responsible_person={user}),
		Match.on(acceptor={user}),
		Match.on(unit=own_units(user)),
	)


def inspections(user: str, doctype: str) -> Reach:
	"""Inspection Campaign: who inspects, the unit, the offices that supervise all."""
	if has_any_role(user, _WIDE):
		return EVERYTHING
	if not has_any_role(user, r.DESK_ROLES):
		return Reach.of()
	return Reach.of(Match.on(inspector={user}), Match.on(unit=own_units(user)))
