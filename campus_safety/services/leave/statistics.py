"""Figures of leave and of living off campus per class: set-based, in the caller's own scope, no names (domain §4 KPI)."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time

import frappe
from frappe.utils import get_first_day
from pypika import Case
from pypika.functions import Count, Max, Sum

from campus_safety.access.checks import reach_of
from campus_safety.access.queries import criterion
from campus_safety.access.scopes import has_any_role
from campus_safety.access.scopes.duties import COUNTS_ONLY_DUTIES
from campus_safety.domain.leave import permits
from campus_safety.domain.visibility import EVERYTHING, Reach

PERMIT, RESIDENCE, VISIT = "Campus Leave Permit", "Campus Off Campus Residence", "Campus Off Campus Visit"


@dataclass
class LeaveFigures:
	"""One class. due: leaves whose end and time to report back have passed, or that are reported already."""

	unit: str
	college: str | None = None
	leaves: int = 0
	overnight: int = 0
	due: int = 0
	on_time: int = 0
	came_back_late: int = 0
	overdue: int = 0
	off_campus: int = 0
	visited: int = 0
	unapproved: int = 0

	@property
	def on_time_rate(self) -> float | None:
		return 100 * self.on_time / self.due if self.due else None

	@property
	def visit_rate(self) -> float | None:
		return 100 * self.visited / self.off_campus if self.off_campus else None


def get_scope(user: str) -> Reach:
	"""Whoever sees the leaves counts them; offices that only count, all of them."""
	return EVERYTHING if has_any_role(user, COUNTS_ONLY_DUTIES) else reach_of(user, PERMIT)


def get_figures(
	first: date, last: date, now: datetime, user: str, college: str | None = None
) -> list[LeaveFigures]:
	"""Leaves that began from `first` to `last`; residences and visits as they stand today."""
	figures: dict[str, LeaveFigures] = defaultdict(lambda: LeaveFigures(""))
	reach = get_scope(user)
	for source in (
		_leaves(first, last, now, reach),
		_residences(now.date(), reach),
		_unapproved(now.date(), reach),
	):
		for row in source:
			line = figures[row.unit]
			for field, value in row.items():
				setattr(line, field, value if field in ("unit", "college") else int(value or 0))
	lines = [line for line in figures.values() if not college or line.college == college]
	return sorted(lines, key=lambda line: (line.college or "", line.unit))


def add_up(lines: Iterable[LeaveFigures]) -> LeaveFigures:
	total = LeaveFigures("")
	for line in lines:
		for field, value in vars(line).items():
			if isinstance(value, int):
				setattr(total, field, getattr(total, field) + value)
	return total


def _leaves(first: date, last: date, now: datetime, reach: Reach) -> list[dict]:
	permit = frappe.qb.DocType(PERMIT)
	back = permit.status.isin(permits.BACK)
	due = back | (permit.status == permits.OVERDUE)
	return (
		frappe.qb.from_(permit)
		.select(
			permit.unit,
			Max(permit.college).as_("college"),
			Count(permit.name).as_("leaves"),
			Sum(permit.overnight).as_("overnight"),
			Sum(Case().when(due, 1).else_(0)).as_("due"),
			Sum(Case().when(back, permit.return_on_time).else_(0)).as_("on_time"),
			Sum(permit.came_back_late).as_("came_back_late"),
			Sum(Case().when(permit.status == permits.OVERDUE, 1).else_(0)).as_("overdue"),
		)
		.where(permit.status.isin(permits.GRANTED))
		.where(permit.from_time[datetime.combine(first, time.min) : datetime.combine(last, time.max)])
		.where(criterion(reach, permit))
		.groupby(permit.unit)
		.run(as_dict=True)
	)


def _residences(today: date, reach: Reach) -> list[dict]:
	"""Living outside today with an approval, and of these the ones visited this month."""
	residence, visit = frappe.qb.DocType(RESIDENCE), frappe.qb.DocType(VISIT)
	visited = (
		frappe.qb.from_(visit)
		.select(visit.parent)
		.where((visit.parenttype == RESIDENCE) & (visit.visit_date >= get_first_day(today)))
	)
	return (
		frappe.qb.from_(residence)
		.select(
			residence.unit,
			Max(residence.college).as_("college"),
			Count(residence.name).as_("off_campus"),
			Sum(Case().when(residence.name.isin(visited), 1).else_(0)).as_("visited"),
		)
		.where(_lives_outside(residence, today))
		.where(criterion(_by_unit(reach), residence))
		.groupby(residence.unit)
		.run(as_dict=True)
	)


def _unapproved(today: date, reach: Reach) -> list[dict]:
	"""未批外宿: the student's record says off campus, and no approval covers today."""
	student, residence = frappe.qb.DocType("Campus Student"), frappe.qb.DocType(RESIDENCE)
	approved = frappe.qb.from_(residence).select(residence.student).where(_lives_outside(residence, today))
	return (
		frappe.qb.from_(student)
		.select(student.unit, Max(student.college).as_("college"), Count(student.name).as_("unapproved"))
		.where((student.residence_type == "Off Campus") & (student.status == "Enrolled"))
		.where(student.name.notin(approved))
		.where(criterion(_by_unit(reach), student))
		.groupby(student.unit)
		.run(as_dict=True)
	)


def _lives_outside(residence, today: date):
	return (residence.status == "Active") & (residence.from_date <= today) & (residence.to_date >= today)


def _by_unit(reach: Reach) -> Reach:
	"""What a leave's reach says about classes; a School Leader's long leaves say nothing about who lives where."""
	if reach.everything:
		return reach
	return Reach.of(
		*(match for match in reach.matches if {field for field, _values in match.fields} == {"unit"})
	)
