"""Figures of complaints by category, unit or cause (domain §14): times, what came back, and why people had to ask.

Satisfaction stands beside, never inside a mark. Only rows that the reader reaches are counted.
"""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from statistics import median

import frappe
from frappe.utils import get_datetime

from campus_safety.access.checks import reach_of
from campus_safety.access.queries import criterion
from campus_safety.domain.governance.appeals import JOINED, UNANSWERED
from campus_safety.domain.people.network import rate
from campus_safety.services.governance.appeals.filing import TICKET

BY = {"Category": "category", "Unit": "handler_unit", "Cause": "cause"}
SECONDS = 3600


@dataclass
class AppealFigures:
	"""One category, unit or cause. asked: in the period; the others of those, however they stand today."""

	key: str | None
	asked: int = 0
	urgent: int = 0
	open: int = 0
	first_late: int = 0
	solved_late: int = 0
	solved: int = 0
	refused: int = 0
	came_back: int = 0
	same: int = 0
	rated: int = 0
	satisfied: int = 0
	hours: list[float] = field(default_factory=list)

	@property
	def in_time_rate(self) -> float | None:
		"""First answers in time, of all that were asked for."""
		return rate(self.asked - self.first_late, self.asked)

	@property
	def came_back_rate(self) -> float | None:
		return rate(self.came_back, self.asked)

	@property
	def satisfied_rate(self) -> float | None:
		return rate(self.satisfied, self.rated)

	@property
	def median_hours(self) -> float | None:
		"""From asked to first answered, by the clock on the wall."""
		return round(median(self.hours), 1) if self.hours else None


def get_figures(
	first: date, last: date, user: str, now: datetime, by: str = "Category"
) -> list[AppealFigures]:
	name = BY.get(by, "category")
	found: dict[str | None, AppealFigures] = defaultdict(lambda: AppealFigures(None))
	for row in _rows(first, last, user):
		line = found[row[name] or None]
		line.key = row[name] or None
		_add(line, row, now)
	return sorted(found.values(), key=lambda line: (-line.asked, line.key or ""))


def _add(line: AppealFigures, row, now: datetime) -> None:
	line.asked += 1
	line.same += row.followers or 0
	if row.outcome == JOINED:
		return
	line.urgent += bool(row.urgent)
	line.open += row.status in UNANSWERED
	unanswered = not row.first_response_at and row.response_due and get_datetime(row.response_due) < now
	line.first_late += bool(row.response_late or unanswered)
	overdue = not row.replied_at and not row.paused and row.due and get_datetime(row.due) < now
	line.solved_late += bool(row.solve_late or overdue)
	line.solved += row.outcome in ("Solved", "Partly")
	line.refused += row.outcome in ("Not Within Power", "Unreasonable")
	line.came_back += bool(row.reopened)
	line.rated += bool(row.satisfaction)
	line.satisfied += row.satisfaction in ("Satisfied", "Mostly Satisfied")
	if row.first_response_at:
		waited = get_datetime(row.first_response_at) - get_datetime(row.received_at)
		line.hours.append(waited.total_seconds() / SECONDS)


def _rows(first: date, last: date, user: str) -> list:
	ticket = frappe.qb.DocType(TICKET)
	return (
		frappe.qb.from_(ticket)
		.select(
			ticket.category,
			ticket.handler_unit,
			ticket.cause,
			ticket.urgent,
			ticket.status,
			ticket.outcome,
			ticket.received_at,
			ticket.first_response_at,
			ticket.response_due,
			ticket.response_late,
			ticket.replied_at,
			ticket.due,
			ticket.paused,
			ticket.solve_late,
			ticket.reopened,
			ticket.followers,
			ticket.satisfaction,
		)
		.where(ticket.received_at >= datetime.combine(first, time.min))
		.where(ticket.received_at < datetime.combine(last + timedelta(days=1), time.min))
		.where(criterion(reach_of(user, TICKET), ticket))
		.run(as_dict=True)
	)
