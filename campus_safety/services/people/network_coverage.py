"""Staffing of the four-level network 到位率, 生师比, 培训率 per college, without hidden officers."""

from collections import Counter, defaultdict
from dataclasses import dataclass

import frappe
from frappe.query_builder.functions import Count

from campus_safety.access.scopes import SCHOOL_WIDE, has_any_role, held_units
from campus_safety.domain.people.network import Status, rate, staff_needed, students_per_holder
from campus_safety.domain.roles import HR_OFFICE, PSYCH_STAFF, SCHOOL_OFFICE
from campus_safety.records.students import AT_SCHOOL
from campus_safety.services.people.settings import get_staffing

POSTS_PER_CLASS = ("Counsellor", "Class Adviser")
POSTS_PER_COLLEGE = ("College Lead", "College Psych Station Head")
SEE_ALL = (*SCHOOL_WIDE, HR_OFFICE, SCHOOL_OFFICE)


@dataclass(frozen=True)
class CollegeCoverage:
	"""One college; `college` None collects what lies directly under the school."""

	college: str | None
	students: int
	classes: int
	counsellors: int
	counsellors_needed: int
	with_counsellor: int
	with_adviser: int
	posts: int
	trained: int

	@property
	def students_per_counsellor(self) -> float | None:
		return students_per_holder(self.students, self.counsellors)

	@property
	def counsellor_rate(self) -> float | None:
		return rate(self.with_counsellor, self.classes)

	@property
	def adviser_rate(self) -> float | None:
		return rate(self.with_adviser, self.classes)

	@property
	def training_rate(self) -> float | None:
		return rate(self.trained, self.posts)


@dataclass(frozen=True)
class PsychStaffing:
	teachers: int
	needed: int


def get_visible_colleges(user: str) -> frozenset[str] | None:
	"""None for every college's; a College Lead sees the figures of the own one."""
	return None if user == "Administrator" or has_any_role(user, SEE_ALL) else held_units(user)


def get_coverage(colleges: frozenset[str] | None = None) -> list[CollegeCoverage]:
	"""All colleges, or only those named; in tree order, what has no college last.

	A counsellor of classes in two colleges counts in both.
	"""
	classes = _classes_by_college()
	students = _students_by_college()
	held = _assignments_by_college()
	order = frappe.get_all("Campus Unit", filters={"unit_type": "College"}, pluck="name", order_by="lft asc")
	wanted = [college for college in order if colleges is None or college in colleges]
	if colleges is None and (classes.get(None) or students.get(None)):
		wanted.append(None)
	per_counsellor = get_staffing().students_per_counsellor
	return [_coverage(college, classes, students, held, per_counsellor) for college in wanted]


def get_psych_staffing() -> PsychStaffing:
	"""Accounts with a psych role against the ratio of the whole school."""
	holder, user = frappe.qb.DocType("Has Role"), frappe.qb.DocType("User")
	teachers = (
		frappe.qb.from_(holder)
		.join(user)
		.on(user.name == holder.parent)
		.select(user.name)
		.distinct()
		.where(holder.role.isin(PSYCH_STAFF) & (user.enabled == 1) & (user.name != "Administrator"))
		.run()
	)
	staffing = get_staffing()
	students = frappe.db.count("Campus Student", {"status": ("in", AT_SCHOOL)})
	return PsychStaffing(
		len(teachers),
		staff_needed(
			students,
			staffing.students_per_psych_teacher,
			staffing.min_psych_teachers,
		),
	)


def _coverage(college, classes, students, held, per_counsellor: int) -> CollegeCoverage:
	own, rows = classes.get(college, frozenset()), held.get(college, [])
	staffed = {
		post: {row.unit for row in rows if row.position == post and row.unit in own}
		for post in POSTS_PER_CLASS
	}
	return CollegeCoverage(
		college=college,
		students=students[college],
		classes=len(own),
		counsellors=len({row.holder_user for row in rows if row.position == "Counsellor"}),
		counsellors_needed=staff_needed(students[college], per_counsellor),
		with_counsellor=len(staffed["Counsellor"]),
		with_adviser=len(staffed["Class Adviser"]),
		posts=len(rows),
		trained=sum(bool(row.training_date) for row in rows),
	)


def _classes_by_college() -> dict[str | None, frozenset[str]]:
	found = defaultdict(set)
	for row in frappe.get_all(
		"Campus Unit", filters={"unit_type": "Class", "disabled": 0}, fields=["name", "college"]
	):
		found[row.college or None].add(row.name)
	return {college: frozenset(names) for college, names in found.items()}


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


def _assignments_by_college() -> dict[str | None, list]:
	assignment, unit = frappe.qb.DocType("Campus Network Assignment"), frappe.qb.DocType("Campus Unit")
	rows = (
		frappe.qb.from_(assignment)
		.join(unit)
		.on(unit.name == assignment.unit)
		.select(
			assignment.unit,
			assignment.position,
			assignment.holder_user,
			assignment.training_date,
			unit.college,
		)
		.where((assignment.status == Status.ACTIVE.value) & (assignment.is_covert == 0))
		.run(as_dict=True)
	)
	found = defaultdict(list)
	for row in rows:
		found[row.college or None].append(row)
	return found


@dataclass(frozen=True)
class Figure:
	"""One line of the staffing table: what is there against what the rule asks for; unit None is the whole school.

	item: a post, or a ratio; students: those the ratio is about, 0 for posts that are simply to be filled.
	"""

	unit: str | None
	item: str
	have: int
	needed: int
	students: int = 0

	@property
	def missing(self) -> int:
		return max(0, self.needed - self.have)

	@property
	def ratio(self) -> float | None:
		return students_per_holder(self.students, self.have) if self.students else None


def get_figures(colleges: frozenset[str] | None = None) -> list[Figure]:
	"""Ratios and posts (domain §1), the school first where all may be seen, then college by college."""
	rows = get_coverage(colleges)
	found = _school_figures(rows) if colleges is None else []
	heads = _college_posts()
	for row in rows:
		found.append(
			Figure(row.college, "Counsellor Ratio", row.counsellors, row.counsellors_needed, row.students)
		)
		found.append(Figure(row.college, "Classes with Counsellor", row.with_counsellor, row.classes))
		found.append(Figure(row.college, "Classes with Class Adviser", row.with_adviser, row.classes))
		if row.college:
			found += [
				Figure(row.college, post, int(row.college in heads[post]), 1) for post in POSTS_PER_COLLEGE
			]
	return found


def _school_figures(rows: list[CollegeCoverage]) -> list[Figure]:
	students = sum(row.students for row in rows)
	psych = get_psych_staffing()
	per_counsellor = get_staffing().students_per_counsellor
	buildings, managed = _managed_buildings()
	mentored = _students_with_mentor()
	return [
		Figure(
			None,
			"Counsellor Ratio",
			_counsellors_of_school(),
			staff_needed(students, per_counsellor),
			students,
		),
		Figure(None, "Psych Teacher Ratio", psych.teachers, psych.needed, students),
		Figure(
			None,
			"Classes with Counsellor",
			sum(row.with_counsellor for row in rows),
			sum(row.classes for row in rows),
		),
		Figure(
			None,
			"Classes with Class Adviser",
			sum(row.with_adviser for row in rows),
			sum(row.classes for row in rows),
		),
		Figure(None, "Buildings with Dorm Manager", managed, buildings),
		Figure(None, "Students with Mentor", mentored, students),
	]


def _active_holders(position: str, field: str) -> set[str]:
	return set(
		frappe.get_all(
			"Campus Network Assignment",
			filters={
				"position": position,
				"status": Status.ACTIVE.value,
				"is_covert": 0,
				field: ("is", "set"),
			},
			pluck=field,
		)
	)


def _counsellors_of_school() -> int:
	"""Each person once, though a counsellor of two colleges counts in both of them."""
	return len(_active_holders("Counsellor", "holder_user"))


def _college_posts() -> dict[str, set[str]]:
	return {post: _active_holders(post, "unit") for post in POSTS_PER_COLLEGE}


def _managed_buildings() -> tuple[int, int]:
	"""(buildings in use, those with a dorm manager on them or above them)."""
	rows = frappe.get_all("Campus Dormitory", fields=["name", "dormitory_type", "disabled", "lft", "rgt"])
	held = _active_holders("Dorm Manager", "dormitory")
	spans = [(row.lft, row.rgt) for row in rows if row.name in held]
	buildings = [row for row in rows if row.dormitory_type == "Building" and not row.disabled]
	managed = [row for row in buildings if any(lft <= row.lft and row.rgt <= rgt for lft, rgt in spans)]
	return len(buildings), len(managed)


def _students_with_mentor() -> int:
	"""Named one by one, or with their class."""
	student = frappe.qb.DocType("Campus Student")
	named, classes = _active_holders("Mentor", "student"), _active_holders("Mentor", "unit")
	return (
		frappe.qb.from_(student)
		.select(Count("*"))
		.where(
			student.status.isin(AT_SCHOOL)
			& (student.name.isin(list(named) or [""]) | student.unit.isin(list(classes) or [""]))
		)
		.run()[0][0]
	)
