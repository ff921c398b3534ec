"""The staffing table: ratios 生师比 and posts filled, the school's first where all may be seen (domain §1)."""

from dataclasses import dataclass
from datetime import date

import frappe

from campus_safety.domain.people import qualifications as q
from campus_safety.domain.people.network import staff_needed, students_per_holder
from campus_safety.records.students import AT_SCHOOL
from campus_safety.services.people import network_coverage, network_posts, posts_filled, qualified
from campus_safety.services.people.posts_filled import Filled
from campus_safety.services.people.qualified import Staff
from campus_safety.services.people.settings import get_staffing

COUNSELLOR_RATIO, PSYCH_RATIO = "Counsellor Ratio", "Psych Teacher Ratio"


@dataclass(frozen=True)
class Figure:
	"""One line: what is there against what is asked for; unit None is the whole school, or what lies in no college.

	item: a ratio, or a position, and then `needed_for` what asks for it; students: those a ratio is about.
	holders: who holds the post or role, of whom `have` are full-time by a valid qualification and of `unknown` nothing is
	entered; None for posts that are simply to be filled.
	"""

	unit: str | None
	item: str
	have: int
	needed: int
	students: int = 0
	needed_for: str = ""
	holders: int | None = None
	unknown: int | None = None
	whole_school: bool = False

	@classmethod
	def of_ratio(
		cls, unit: str | None, item: str, staff: Staff, needed: int, students: int, whole_school: bool = False
	) -> "Figure":
		return cls(
			unit,
			item,
			len(staff.full_time),
			needed,
			students,
			holders=len(staff.holders),
			unknown=len(staff.unknown),
			whole_school=whole_school,
		)

	@classmethod
	def of_post(cls, line: Filled) -> "Figure":
		return cls(
			line.college,
			line.position,
			line.have,
			line.needed,
			needed_for=line.needed_for,
			whole_school=line.whole_school,
		)

	@property
	def missing(self) -> int:
		return max(0, self.needed - self.have)

	@property
	def ratio(self) -> float | None:
		return students_per_holder(self.students, self.have) if self.students else None


def get_psych_staffing(today: date) -> Figure:
	"""Psych teachers against the ratio of the whole school."""
	staffing = get_staffing()
	students = frappe.db.count("Campus Student", {"status": ("in", AT_SCHOOL)})
	needed = staff_needed(students, staffing.students_per_psych_teacher, staffing.min_psych_teachers)
	teachers = qualified.get_staff(q.PSYCH_TEACHER, today)
	return Figure.of_ratio(None, PSYCH_RATIO, teachers, needed, students, whole_school=True)


def get_figures(today: date, colleges: frozenset[str] | None = None) -> list[Figure]:
	"""The school's lines where every college may be seen, then college by college."""
	filled = posts_filled.get_filled(network_posts.get_open_posts())
	counsellors = qualified.get_staff(q.COUNSELLOR, today)
	found = []
	if colleges is None:
		psych = get_psych_staffing(today)
		needed = staff_needed(psych.students, get_staffing().students_per_counsellor)
		found += [
			Figure.of_ratio(None, COUNSELLOR_RATIO, counsellors, needed, psych.students, whole_school=True),
			psych,
			*(Figure.of_post(line) for line in filled if line.whole_school),
		]
	for row in network_coverage.get_coverage(today, colleges, filled, counsellors):
		if row.students or row.classes:
			found.append(
				Figure.of_ratio(
					row.college, COUNSELLOR_RATIO, row.counsellors, row.counsellors_needed, row.students
				)
			)
		found += [Figure.of_post(line) for line in row.filled]
	return found
