"""Staffing of the four-level network 到位率, 生师比, 培训率 per college, without hidden officers."""

from collections import Counter, defaultdict
from dataclasses import dataclass

import frappe
from frappe.query_builder.functions import Count
from frappe.utils import cint

from campus_safety.domain.network import Status, rate, staff_needed, students_per_holder
from campus_safety.domain.roles import PSYCH_STAFF

SETTINGS = "Campus Safety Settings"
PRESENT = ("Enrolled", "Internship")  # who is counted against staff
POSTS_PER_CLASS = ("Counsellor", "Class Adviser")


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
	per_counsellor = cint(frappe.db.get_single_value(SETTINGS, "students_per_counsellor")) or 200
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
	settings = frappe.get_cached_doc(SETTINGS)
	students = frappe.db.count("Campus Student", {"status": ("in", PRESENT)})
	return PsychStaffing(
		len(teachers),
		staff_needed(
			students,
			cint(settings.students_per_psych_teacher) or 4000,
			cint(settings.min_psych_teachers) or 2,
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
		.where(student.status.isin(PRESENT))
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
