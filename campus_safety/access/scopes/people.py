"""Students, posts, who keeps which list: who reaches which rows."""

from campus_safety.access.scopes import (
	L2_UNIT_ROLES,
	SCHOOL_WIDE,
	SCHOOL_WIDE_L2,
	has_any_role,
	held,
	held_units,
	own,
)
from campus_safety.access.scopes.incidents import is_intake
from campus_safety.domain import roles as r
from campus_safety.domain.visibility import EVERYTHING, NOTHING, Match, Reach

# who keeps the qualifications and the trainings of all staff
PERSONNEL = (r.HR_OFFICE, r.STUDENT_AFFAIRS)
TRAINING_OFFICES = (*PERSONNEL, r.SAFETY_OFFICE)  # who may enter anybody's
# who keeps the register of students
REGISTRARS = (r.STUDENT_AFFAIRS, r.COLLEGE_LEAD, r.SYSTEM_MANAGER)
# whose qualifications an office looks after, and which trainings it holds
QUALIFICATIONS_OF = {r.PSYCH_HEAD: ("Psych Teacher",), r.SECURITY_OFFICE: ("Guard",)}
TRAININGS_OF = {r.PSYCH_HEAD: ("Psych Skills",), r.SECURITY_OFFICE: ("Emergency", "Safety Education")}


def students(user: str, doctype: str) -> Reach:
	"""Campus Student: by unit, by dormitory, or named one by one."""
	return EVERYTHING if has_any_role(user, SCHOOL_WIDE) else _held_students(user)


def is_class_staff_alone(user: str) -> bool:
	"""Of the class and keeps no register: changes of a student contact, guardians and room, nothing else."""
	if user == "Administrator" or has_any_role(user, REGISTRARS):
		return False
	return has_any_role(user, r.CLASS_STAFF)


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


def hidden_officers(user: str, doctype: str) -> Reach:
	"""Hidden Officer, L4: who wrote it, Psych Head, who takes reports (domain §0)."""
	if has_any_role(user, (r.PSYCH_HEAD,)) or is_intake(user):
		return EVERYTHING
	return Reach.of(Match.on(recorded_by={user})) if has_any_role(user, (r.SAFETY_OFFICE,)) else NOTHING


def qualifications(user: str, doctype: str) -> Reach:
	"""Staff Qualification: HR and Student Affairs all, an office those of its kind, everyone their own (domain §0)."""
	if has_any_role(user, PERSONNEL):
		return EVERYTHING
	return Reach.of(Match.on(user={user}), Match.on(kind=_kinds_of(user, QUALIFICATIONS_OF)))


def trainings(user: str, doctype: str) -> Reach:
	"""Training Record: personnel all, the Safety Office those of staff and units, others by unit or kind, everyone their own."""
	if has_any_role(user, PERSONNEL):
		return EVERYTHING
	reach = own(user, doctype) | Reach.of(Match.on(user={user}), Match.on(kind=_kinds_of(user, TRAININGS_OF)))
	if has_any_role(user, (r.SAFETY_OFFICE,)):  # of students it gets numbers
		reach |= Reach.of(Match.on(audience={"Person", "Unit"}))
	if has_any_role(user, L2_UNIT_ROLES):
		reach |= Reach.of(Match.on(unit=held_units(user)))
	return reach


def trainings_held(user: str) -> frozenset[str]:
	"""Kinds of training that the user's office holds, for whoever comes."""
	return _kinds_of(user, TRAININGS_OF)


def _kinds_of(user: str, of_office: dict[str, tuple[str, ...]]) -> frozenset[str]:
	return frozenset(
		kind for role, kinds in of_office.items() if has_any_role(user, (role,)) for kind in kinds
	)
