"""What the school saw and how soon it acted, week by week: numbers for the offices that answer for it, of nobody in them.

Counted over the whole school for who opens the report: reports that are confidential to who takes them are left out.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

import frappe
from frappe.utils import get_datetime, getdate

from campus_safety.domain.averages import mean
from campus_safety.domain.incidents.emergency import TOLD

REPORT, WARNING, INCIDENT = "Campus Abnormal Report", "Campus Early Warning", "Campus Emergency Incident"
DRILL, ROW, DISPUTE = "Campus Emergency Drill", "Campus Incident Notification", "Campus Dispute Case"
WEEK = timedelta(days=7)
MOST_WEEKS = 60


@dataclass
class Week:
	"""monday: its first day. late: what had to be done by a moment and was not. first: minutes to the first act, each."""

	monday: date
	reports: int = 0
	warnings: int = 0
	incidents: int = 0
	drills: int = 0
	disputes: int = 0
	late: int = 0
	first: list[float] = field(default_factory=list)

	@property
	def mean_first(self) -> float | None:
		return mean(self.first)


def get_weeks(first: date, last: date, now: datetime) -> list[Week]:
	"""Every week that these days touch, the empty ones too; the last ones where there are too many."""
	start = max(_monday(first), _monday(last) - (MOST_WEEKS - 1) * WEEK)
	weeks = {start + step * WEEK: Week(start + step * WEEK) for step in range((last - start).days // 7 + 1)}
	bounds = (start, last + timedelta(days=1))
	_reports(weeks, bounds, now)
	_incidents(weeks, bounds, now)
	for doctype, moment, counted in (
		(WARNING, "occurred_on", "warnings"),
		(DRILL, "occurred_on", "drills"),
		(DISPUTE, "found_at", "disputes"),
	):
		for row in _rows(doctype, moment, bounds):
			_add(weeks, row[moment], counted)
	return list(weeks.values())


def _reports(weeks: dict[date, Week], bounds: tuple, now: datetime) -> None:
	"""From reported to taken; not taken in time is late."""
	fields = ["taken_at", "next_due"]
	for row in _rows(REPORT, "reported_at", bounds, fields, [["restricted", "=", 0], ["parent_report", "is", "not set"]]):  # fmt: skip
		week = _add(weeks, row.reported_at, "reports")
		if row.taken_at:
			week.first.append(_minutes(row.reported_at, row.taken_at))
		week.late += bool(row.next_due and get_datetime(row.next_due) < now)


def _incidents(weeks: dict[date, Week], bounds: tuple, now: datetime) -> None:
	"""From known to the first call; false alarms owe nothing and are no incident."""
	rows = _rows(INCIDENT, "known_at", bounds, ["name"], [["false_alarm", "=", 0]])
	told: dict[str, list] = {}
	for line in frappe.get_all(
		ROW,
		filters={
			"parent": ("in", [row.name for row in rows] or [""]),
			"parenttype": INCIDENT,
			"not_needed": 0,
		},
		fields=["parent", "ends_with", "due", "done_at", "late_minutes"],
	):
		told.setdefault(line.parent, []).append(line)
	for row in rows:
		week = _add(weeks, row.known_at, "incidents")
		lines = told.get(row.name, [])
		calls = [line.done_at for line in lines if line.ends_with == TOLD and line.done_at]
		if calls:
			week.first.append(_minutes(row.known_at, min(calls)))
		week.late += sum(_is_late(line, now) for line in lines)


def _is_late(line, now: datetime) -> bool:
	return bool(line.late_minutes) or (not line.done_at and get_datetime(line.due) < now)


def _rows(doctype: str, moment: str, bounds: tuple, fields: Iterable[str] = (), more: Iterable = ()) -> list:
	first, end = bounds
	return frappe.get_all(
		doctype,
		filters=[[moment, ">=", first], [moment, "<", end], *more],
		fields=[moment, *fields],
		limit=0,
	)


def _add(weeks: dict[date, Week], moment, counted: str) -> Week:
	week = weeks[_monday(getdate(moment))]
	setattr(week, counted, getattr(week, counted) + 1)
	return week


def _monday(day: date) -> date:
	return day - timedelta(days=day.weekday())


def _minutes(since, until) -> float:
	return max(0.0, (get_datetime(until) - get_datetime(since)).total_seconds() / 60)
