"""Training rate 培训率 (domain §1): of the posts held in a term, how many holders were trained in it, students' included."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

import frappe
from frappe.utils import getdate

from campus_safety.domain.people.network import rate
from campus_safety.records.positions import get_posts
from campus_safety.services.people.network_posts import get_open_posts

TRAINING = "Campus Training Record"


@dataclass(frozen=True)
class Term:
	"""The days of a term, its break included; `day`: the one whose posts are counted, None for today's."""

	first: date
	last: date
	day: date | None


@dataclass
class TrainingFigures:
	"""Posts of one position in one college; college None: of the school, and staff of dormitories."""

	college: str | None
	position: str
	posts: int = 0
	trained: int = 0

	@property
	def rate(self) -> float | None:
		return rate(self.trained, self.posts)


@dataclass(frozen=True)
class Trained:
	"""Who was trained: people, students, and the spans of units whose posts all were."""

	users: frozenset[str]
	students: frozenset[str]
	spans: tuple[tuple[int, int], ...]
	everybody: bool

	def covers(self, post) -> bool:
		if self.everybody or post.holder_user in self.users or post.holder_student in self.students:
			return True
		return post.lft is not None and any(lft <= post.lft and post.rgt <= rgt for lft, rgt in self.spans)


def get_term(name: str | None, today: date) -> Term:
	"""The days of a term; without one the year up to today, so that a school without a calendar still sees a rate."""
	row = name and frappe.db.get_value(
		"Campus Term", name, ["start_date", "end_date", "break_until"], as_dict=True
	)
	if not row:
		return Term(today.replace(year=today.year - 1, day=min(today.day, 28)), today, None)
	last = row.break_until or row.end_date
	return Term(row.start_date, last, None if row.start_date <= today <= last else min(row.end_date, today))


def get_figures(term: Term, colleges: frozenset[str] | None = None) -> list[TrainingFigures]:
	"""By college and position, in the school's order of positions; only of `colleges` where they are named."""
	found: dict[tuple[str | None, str], TrainingFigures] = {}
	trained = get_trained(term)
	for post in get_open_posts(term.day):
		college = post.college or None
		if colleges is not None and college not in colleges:
			continue
		line = found.setdefault((college, post.position), TrainingFigures(college, post.position))
		line.posts += 1
		line.trained += int(_in_term(post.training_date, term) or trained.covers(post))
	order = {name: place for place, name in enumerate(get_posts())}
	return sorted(
		found.values(),
		key=lambda line: (line.college is None, line.college or "", order.get(line.position, 999)),
	)


def get_trained(term: Term) -> Trained:
	held = defaultdict(set)
	for row in frappe.get_all(
		TRAINING,
		filters={"counts": 1, "date": ("between", (term.first, term.last))},
		fields=["audience", "user", "student", "unit"],
	):
		held[row.audience].add({"Person": row.user, "Student": row.student}.get(row.audience, row.unit))
	units = frappe.get_all(
		"Campus Unit",
		filters={"name": ("in", list(held["Unit"]) or [""])},
		fields=["lft", "rgt", "unit_type"],
	)
	return Trained(
		frozenset(held["Person"]),
		frozenset(held["Student"]),
		tuple((row.lft, row.rgt) for row in units),
		any(row.unit_type == "School" for row in units),
	)


def _in_term(day, term: Term) -> bool:
	return bool(day) and term.first <= getdate(day) <= term.last
