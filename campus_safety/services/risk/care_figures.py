"""Figures of classified care by college and category (notice 四(二)): how many are helped, and whether it helps. Counts only."""

from dataclasses import dataclass, field
from datetime import date

import frappe
from frappe.utils import getdate

from campus_safety.access.checks import reach_of
from campus_safety.access.queries import criterion
from campus_safety.access.scopes import SCHOOL_WIDE_L2, has_any_role
from campus_safety.access.scopes.duties import COUNTS_ONLY_DUTIES
from campus_safety.domain.risk.care import BETTER
from campus_safety.domain.small_counts import part_shown, whole_shown
from campus_safety.domain.visibility import EVERYTHING
from campus_safety.services.risk.ledger_figures import hides_handfuls

PLAN, CATEGORY = "Campus Care Plan", "Campus Care Plan Category"
BEGUN = ("Supporting", "Ended")


@dataclass
class CareFigures:
	"""One category in one college in a term. helped: plans that ran at any time in it; None is not told, never 0."""

	college: str | None
	category: str
	helped: int | None = 0
	running: int | None = 0
	better: int | None = 0
	ended: int | None = 0
	students: set[str] = field(default_factory=set)


def get_figures(first: date, last: date, user: str) -> list[CareFigures]:
	"""A plan of two categories counts in both. Of a whole term, as the other reports."""
	found: dict[tuple, CareFigures] = {}
	for row in _plans(first, last, user):
		line = found.setdefault((row.college, row.category), CareFigures(row.college or None, row.category))
		has_ended = bool(row.ended_on) and getdate(row.ended_on) <= last
		line.students.add(row.student)
		line.helped += 1
		line.ended += has_ended
		line.running += not has_ended
		line.better += has_ended and row.effect == BETTER
	if hides_handfuls(user):
		_add_empty(found)  # a line that is not there would say: none
		found = {key: _without_handfuls(line) for key, line in found.items()}
	return sorted(found.values(), key=lambda line: (line.college or "", line.category))


def _add_empty(found: dict[tuple, CareFigures]) -> None:
	categories = frappe.get_all("Campus Care Category", filters={"enabled": 1}, pluck="name")
	for college in frappe.get_all("Campus Unit", {"unit_type": "College", "disabled": 0}, pluck="name"):
		for category in categories:
			found.setdefault((college, category), CareFigures(college, category))


def _without_handfuls(line: CareFigures) -> CareFigures:
	helped = line.helped if whole_shown(len(line.students)) else None
	if helped is None:
		return CareFigures(line.college, line.category, None, None, None, None)
	is_told = part_shown(line.ended, helped) is not None
	better = part_shown(line.better, line.ended) if line.ended else 0  # it got better where it has ended
	return CareFigures(
		line.college,
		line.category,
		helped,
		line.running if is_told else None,
		better if is_told else None,
		line.ended if is_told else None,
	)


def _plans(first: date, last: date, user: str) -> list:
	plan, row = frappe.qb.DocType(PLAN), frappe.qb.DocType(CATEGORY)
	wide = has_any_role(user, (*COUNTS_ONLY_DUTIES, *SCHOOL_WIDE_L2))
	reach = EVERYTHING if wide else reach_of(user, PLAN)
	return (
		frappe.qb.from_(plan)
		.join(row)
		.on((row.parent == plan.name) & (row.parenttype == PLAN))
		.select(plan.student, plan.college, plan.ended_on, plan.effect, row.category)
		.where(plan.status.isin(BEGUN) & (plan.started_on <= last))
		.where(plan.ended_on.isnull() | (plan.ended_on >= first))
		.where(criterion(reach, plan))
		.run(as_dict=True)
	)
