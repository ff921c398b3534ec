"""Staffing of the four-level network 到位率, 生师比, 培训率 per college, without hidden officers."""

from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import date

import frappe
from frappe.query_builder.functions import Count

from campus_safety.access.scopes import SCHOOL_WIDE, has_any_role, held_units
from campus_safety.domain.people import qualifications as q
from campus_safety.domain.people.network import rate, staff_needed, students_per_holder
from campus_safety.domain.roles import HR_OFFICE, SCHOOL_OFFICE
from campus_safety.engines.calendar import get_term_on
from campus_safety.records.students import AT_SCHOOL
from campus_safety.services.people import network_posts, posts_filled, qualified, training
from campus_safety.services.people.posts_filled import Filled
from campus_safety.services.people.qualified import Staff
from campus_safety.services.people.settings import get_staffing

SEE_ALL = (*SCHOOL_WIDE, HR_OFFICE, SCHOOL_OFFICE)


@dataclass(frozen=True)
class CollegeCoverage:
	"""One college; `college` None collects what lies directly under the school, and the staff of dormitories.

	counsellors: who holds the post and is full-time by a valid qualification. filled: its positions against where they
	must be held.
	"""

	college: str | None
	students: int
	classes: int
	counsellors: Staff
	counsellors_needed: int
	filled: tuple[Filled, ...]
	posts: int
	trained: int

	@property
	def students_per_counsellor(self) -> float | None:
		return students_per_holder(self.students, len(self.counsellors.full_time))

	@property
	def has_no_counsellor(self) -> bool:
		"""Students, and nobody the ratio could be worked out for."""
		return bool(self.students) and not self.counsellors.full_time

	@property
	def post_rate(self) -> float | None:
		"""岗位到位率: percent over all positions of the college, room leaders and psych committee members included."""
		return rate(sum(line.have for line in self.filled), sum(line.needed for line in self.filled))

	@property
	def training_rate(self) -> float | None:
		return rate(self.trained, self.posts)

	def rate_of(self, position: str) -> float | None:
		lines = [line for line in self.filled if line.position == position]
		return rate(sum(line.have for line in lines), sum(line.needed for line in lines))

	def missing(self, position: str) -> int:
		return sum(line.needed - line.have for line in self.filled if line.position == position)


def get_visible_colleges(user: str) -> frozenset[str] | None:
	"""None for every college's; a College Lead sees the figures of the own one."""
	return None if user == "Administrator" or has_any_role(user, SEE_ALL) else held_units(user)


def get_coverage(
	today: date,
	colleges: frozenset[str] | None = None,
	filled: list[Filled] | None = None,
	counsellors: Staff | None = None,
) -> list[CollegeCoverage]:
	"""All colleges, or only those named; in tree order, what has no college last; trainings of the running term.

	A counsellor of classes in two colleges counts in both. filled, counsellors: where they are counted already.
	"""
	posts = network_posts.get_open_posts()
	filled = posts_filled.get_filled(posts) if filled is None else filled
	counsellors = counsellors or qualified.get_staff(q.COUNSELLOR, today)
	by_college = defaultdict(set)
	for post in posts:
		if post.position == "Counsellor":
			by_college[post.college or None].add(post.holder_user)
	trained = training.get_figures(training.get_term(get_term_on(today), today))
	classes, students = _classes_by_college(), _students_by_college()
	order = frappe.get_all("Campus Unit", filters={"unit_type": "College"}, pluck="name", order_by="lft asc")
	wanted = [college for college in order if colleges is None or college in colleges]
	if colleges is None and (classes[None] or students[None] or any(not row.college for row in posts)):
		wanted.append(None)
	per_counsellor = get_staffing().students_per_counsellor
	return [
		CollegeCoverage(
			college=college,
			students=students[college],
			classes=classes[college],
			counsellors=counsellors.among(by_college[college]),
			counsellors_needed=staff_needed(students[college], per_counsellor),
			filled=tuple(line for line in filled if line.college == college and not line.whole_school),
			posts=sum(line.posts for line in trained if line.college == college),
			trained=sum(line.trained for line in trained if line.college == college),
		)
		for college in wanted
	]


def _classes_by_college() -> Counter:
	return Counter(
		row.college or None
		for row in frappe.get_all("Campus Unit", {"unit_type": "Class", "disabled": 0}, ["college"])
	)


def _students_by_college() -> Counter:
	student = frappe.qb.DocType("Campus Student")
	rows = (
		frappe.qb.from_(student)
		.select(student.college, Count("*"))
		.where(student.status.isin(AT_SCHOOL))
		.groupby(student.college)
		.run()
	)
	return Counter({college or None: count for college, count in rows})
