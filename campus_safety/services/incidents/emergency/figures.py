"""Figures of incidents by type or grade (domain §18): how fast people were told, what was late. More incidents are nobody's fault."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

import frappe
from frappe.utils import get_datetime

from campus_safety.access.checks import reach_of
from campus_safety.access.queries import criterion
from campus_safety.domain.averages import mean
from campus_safety.domain.incidents.emergency import GUARDIANS, TOLD
from campus_safety.domain.people.network import rate

INCIDENT, ROW = "Campus Emergency Incident", "Campus Incident Notification"
BY = {"Type": "incident_type", "Grade": "grade"}


@dataclass
class IncidentFigures:
	"""One type or grade. off: false alarms, which owe nothing. first, home: minutes from known to the first call, and to the families."""

	key: str
	incidents: int = 0
	off: int = 0
	ended: int = 0
	clocks: int = 0
	late: int = 0
	open_late: int = 0
	first: list[float] = field(default_factory=list)
	home: list[float] = field(default_factory=list)

	@property
	def late_rate(self) -> float | None:
		return rate(self.late + self.open_late, self.clocks)

	@property
	def mean_first(self) -> float | None:
		return mean(self.first)

	@property
	def mean_home(self) -> float | None:
		return mean(self.home)


def get_figures(first: date, last: date, user: str, now: datetime, by: str = "Type") -> list[IncidentFigures]:
	"""Of incidents that became known in these days, those the user reaches."""
	incidents = _incidents(first, last, user)
	rows = _rows([each.name for each in incidents])
	found: dict[str, IncidentFigures] = {}
	for each in incidents:
		key = each[BY.get(by, "incident_type")] or ""
		_add(found.setdefault(key, IncidentFigures(key)), each, rows[each.name], now)
	return sorted(found.values(), key=lambda line: line.key)


def _add(line: IncidentFigures, incident, rows: list, now: datetime) -> None:
	line.incidents += 1
	if incident.false_alarm:
		line.off += 1
		return
	line.ended += incident.status in ("Ended", "Reviewed")
	known = get_datetime(incident.known_at)
	for row in rows:
		if row.not_needed:
			continue
		line.clocks += 1
		line.late += bool(row.late_minutes)
		line.open_late += not row.done_at and get_datetime(row.due) < now
	told = [_minutes(known, row.done_at) for row in rows if row.ends_with == TOLD and row.done_at]
	home = [_minutes(known, row.done_at) for row in rows if row.ends_with == GUARDIANS and row.done_at]
	line.first += [min(told)] if told else []
	line.home += home


def _minutes(known: datetime, done) -> float:
	return max(0.0, (get_datetime(done) - known).total_seconds() / 60)


def _incidents(first: date, last: date, user: str) -> list:
	table = frappe.qb.DocType(INCIDENT)
	begin = datetime.combine(first, datetime.min.time())
	end = datetime.combine(last + timedelta(days=1), datetime.min.time())
	return (
		frappe.qb.from_(table)
		.select(table.name, table.incident_type, table.grade, table.status, table.known_at, table.false_alarm)
		.where((table.known_at >= begin) & (table.known_at < end))
		.where(criterion(reach_of(user, INCIDENT), table))
		.run(as_dict=True)
	)


def _rows(names: list[str]) -> dict[str, list]:
	found = defaultdict(list)
	for row in frappe.get_all(
		ROW,
		filters={"parent": ("in", names or [""]), "parenttype": INCIDENT},
		fields=["parent", "ends_with", "due", "done_at", "late_minutes", "not_needed"],
	):
		found[row.parent].append(row)
	return found
