"""The four-level safety network 四级网络 (domain §1): where a post sits, who holds it, when it is active."""

from dataclasses import dataclass
from datetime import date
from enum import Enum

from campus_safety.domain import roles as r


class Level(str, Enum):
	SCHOOL = "School"
	COLLEGE = "College"
	CLASS = "Class"
	DORMITORY = "Dormitory"


class Status(str, Enum):
	PLANNED = "Planned"
	ACTIVE = "Active"
	ENDED = "Ended"


# the unit types that a level may name as its scope
UNIT_TYPES = {
	Level.SCHOOL: ("School", "Department"),
	Level.COLLEGE: ("College", "Department"),
	Level.CLASS: ("Class",),
}


@dataclass(frozen=True)
class Post:
	"""A position 岗位: where it may be held, by whom, and what it needs.

	one_per_scope: a second active holder of the same unit or room is refused.
	dormitory_type: the only kind of dormitory node it is held on.
	role: the role the holder's account should have.
	needed_for: each of which unit type, dormitory type, or "Student", asks for a holder; empty: it need not be filled.
	"""

	levels: tuple[Level, ...]
	by_user: bool = True
	by_student: bool = False
	one_per_scope: bool = False
	dormitory_type: str = ""
	single_students: bool = False
	covert: bool = False
	role: str = ""
	needed_for: str = ""
	enabled: bool = True


ANY_LEVEL = tuple(Level)
# those every school has: seeded as records, of which a school then adds its own (records/positions.py)
POSTS: dict[str, Post] = {
	"Counsellor": Post((Level.CLASS,), one_per_scope=True, role=r.COUNSELLOR, needed_for="Class"),
	"Class Adviser": Post((Level.CLASS,), one_per_scope=True, role=r.CLASS_ADVISER, needed_for="Class"),
	"Mentor": Post((Level.CLASS,), single_students=True, role=r.MENTOR, needed_for="Student"),
	"Psych Committee Member": Post((Level.CLASS,), by_user=False, by_student=True, needed_for="Class"),
	"Room Leader": Post(
		(Level.DORMITORY,),
		by_user=False,
		by_student=True,
		one_per_scope=True,
		dormitory_type="Room",
		needed_for="Room",
	),
	"Hidden Safety Officer": Post(ANY_LEVEL, by_student=True, covert=True),
	"College Psych Station Head": Post((Level.COLLEGE,), role=r.COUNSELLOR, needed_for="College"),
	"Dorm Manager": Post((Level.DORMITORY,), role=r.DORM_MANAGER, needed_for="Building"),
	"Liaison Cadre": Post(ANY_LEVEL, needed_for="Class"),
	"College Lead": Post((Level.COLLEGE,), role=r.COLLEGE_LEAD, needed_for="College"),
	"Report Intake": Post((Level.SCHOOL,), role=r.SAFETY_OFFICE),
}


def status_on(today: date, from_date: date, to_date: date | None) -> Status:
	"""`to_date` is the first day without access: an assignment that ends today has ended."""
	if to_date and to_date <= today:
		return Status.ENDED
	return Status.PLANNED if from_date > today else Status.ACTIVE


def overlap(first_from: date, first_to: date | None, second_from: date, second_to: date | None) -> bool:
	"""Do two spans share a day? The end day itself is outside, so one may begin on the day the other ends."""
	if (first_to and first_to <= first_from) or (second_to and second_to <= second_from):
		return False  # a span without a day
	return (not second_to or first_from < second_to) and (not first_to or second_from < first_to)


def students_per_holder(students: int, holders: int) -> float | None:
	"""生师比 as 1 : n; None when there is nobody."""
	return round(students / holders, 1) if holders else None


def staff_needed(students: int, per_holder: int, at_least: int = 0) -> int:
	"""Holders that the ratio asks for, rounded up."""
	return max(at_least, -(-students // per_holder)) if students else 0


def rate(part: int, whole: int) -> float | None:
	"""Percent with one decimal; None when there is nothing to count."""
	return round(100 * part / whole, 1) if whole else None
