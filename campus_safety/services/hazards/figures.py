"""Figures of hazards by unit or by place (domain §17): what came back and what was late, beside what was found, which is no fault."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

import frappe
from frappe.utils import getdate

from campus_safety.access.checks import reach_of
from campus_safety.access.queries import criterion
from campus_safety.domain.hazards.history import TO_MEND
from campus_safety.domain.people.network import rate

HAZARD, CAMPAIGN = "Campus Safety Hazard", "Campus Inspection Campaign"
BY = {"Unit": "unit", "Place": "area"}


@dataclass
class HazardFigures:
	"""One unit or place. found: in the period; the others of those found in it, however they stand today."""

	key: str
	found: int = 0
	closed: int = 0
	open: int = 0
	overdue: int = 0
	late: int = 0
	returned: int = 0
	came_back: int = 0
	days: int = 0
	reused: int = 0
	not_inspected: int = 0

	@property
	def mean_days(self) -> float | None:
		"""From found to closed."""
		return round(self.days / self.closed, 1) if self.closed else None

	@property
	def came_back_rate(self) -> float | None:
		"""Of all found: whoever finds more does not stand worse."""
		return rate(self.came_back, self.found)

	@property
	def late_rate(self) -> float | None:
		return rate(self.late + self.overdue, self.found)


def get_figures(first: date, last: date, user: str, today: date, by: str = "Unit") -> list[HazardFigures]:
	found: dict[str, HazardFigures] = {}
	field = BY.get(by, "unit")
	for row in _hazards(first, last, user):
		_add(found.setdefault(row[field], HazardFigures(row[field])), row, today)
	if field == "unit":
		for unit, missing in _not_inspected(first, last, user):
			found.setdefault(unit, HazardFigures(unit)).not_inspected += missing
	return sorted(found.values(), key=lambda line: line.key or "")


def _add(line: HazardFigures, row, today: date) -> None:
	is_closed = row.status == "Closed"
	is_overdue = row.status in TO_MEND and bool(row.deadline) and getdate(row.deadline) < today
	line.found += 1
	line.closed += is_closed
	line.open += not is_closed
	line.overdue += is_overdue
	line.late += bool(row.late) and not is_overdue
	line.returned += row.returned or 0
	line.came_back += bool(row.recurred_from)
	line.reused += bool(row.photo_reused)
	if is_closed and row.closed_at:
		line.days += max(0, (getdate(row.closed_at) - getdate(row.found_at)).days)


def _hazards(first: date, last: date, user: str) -> list:
	hazard = frappe.qb.DocType(HAZARD)
	begin = datetime.combine(first, datetime.min.time())
	end = datetime.combine(last + timedelta(days=1), datetime.min.time())
	return (
		frappe.qb.from_(hazard)
		.select(
			hazard.unit,
			hazard.area,
			hazard.status,
			hazard.deadline,
			hazard.found_at,
			hazard.closed_at,
			hazard.late,
			hazard.returned,
			hazard.recurred_from,
			hazard.photo_reused,
		)
		.where((hazard.found_at >= begin) & (hazard.found_at < end) & (hazard.mistaken == 0))
		.where(criterion(reach_of(user, HAZARD), hazard))
		.run(as_dict=True)
	)


def _not_inspected(first: date, last: date, user: str) -> list[tuple[str, int]]:
	"""Rows of inspections due in the period that nobody has looked at, finished or not."""
	campaign = frappe.qb.DocType(CAMPAIGN)
	return (
		frappe.qb.from_(campaign)
		.select(campaign.unit, campaign.missing)
		.where((campaign.due >= first) & (campaign.due <= last))
		.where(criterion(reach_of(user, CAMPAIGN), campaign))
		.run()
	)
