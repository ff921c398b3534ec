"""The clocks of an incident: rows that the school's own list brings, stopped by what is told and written."""

from datetime import datetime

import frappe
from frappe.utils import get_datetime

from campus_safety.domain.incidents import emergency
from campus_safety.domain.incidents.emergency import Clock, Facts, Line

CLOCK = "Campus Incident Clock"


def follow(incident, now: datetime) -> None:
	"""What a save starts, stops, or makes needless."""
	facts = get_facts(incident)
	for row in incident.notifications:
		if row.done_at:
			continue
		line = _line(row)
		if at := emergency.done_at(line, facts):
			_stop(row, at, _writer(incident, row.ends_with))
		else:
			row.not_needed = int(not emergency.is_needed(line, facts))
	_add(incident, facts)
	open_due = [get_datetime(row.due) for row in incident.notifications if is_open(row)]
	incident.next_due = min(open_due, default=None)


def tell(incident, row, whom: str, now: datetime) -> None:
	"""Somebody was told: by a tap, in the server's minute."""
	row.told_whom = whom[:140]
	_stop(row, now, frappe.session.user)


def is_open(row) -> bool:
	return not row.done_at and not row.not_needed


def get_gaps(incident) -> list:
	"""Rows about it becoming known that nobody has done: it does not end before (a repeated report aside)."""
	return [
		row
		for row in incident.notifications
		if is_open(row) and row.starts_with == emergency.KNOWN and not row.repeat_minutes
	]


def get_facts(incident) -> Facts:
	family = [row for row in incident.people if row.student]
	answered = [_answered_at(row) for row in family]
	return Facts(
		grade=incident.grade,
		known_at=get_datetime(incident.known_at),
		graded_at=incident.graded_at and get_datetime(incident.graded_at),
		ended_at=incident.ended_at and get_datetime(incident.ended_at),
		family_since=min((get_datetime(row.added_at) for row in family), default=None),
		told_at=max(answered) if family and all(answered) else None,
		reports=tuple((row.stage, get_datetime(row.at)) for row in incident.reports),
		off=bool(incident.false_alarm),
	)


def _answered_at(row) -> datetime | None:
	"""When the guardians of this student were told, or it was written why not."""
	at = row.guardian_told_at or (row.why_not and row.added_at)
	return get_datetime(at) if at else None


def _stop(row, at: datetime, by: str | None) -> None:
	row.done_at, row.by, row.not_needed = at.replace(microsecond=0), by, 0
	row.late_minutes = emergency.late_minutes(get_datetime(row.due), at)


def _writer(incident, ends_with: str) -> str | None:
	if ends_with == emergency.GUARDIANS:
		told = [row.guardian_told_by for row in incident.people if row.guardian_told_by]
		return told[-1] if told else frappe.session.user
	stage = emergency.REPORTS.get(ends_with)
	return next((row.by for row in incident.reports if row.stage == stage), frappe.session.user)


def _line(row) -> Line:
	return Line(
		row.clock or row.name,
		row.grade,
		row.starts_with,
		row.ends_with,
		get_datetime(row.starts_at),
		row.done_at and get_datetime(row.done_at),
		row.repeat_minutes or 0,
	)


def _add(incident, facts: Facts) -> None:
	rows = frappe.get_all(
		CLOCK,
		filters={"enabled": 1},
		fields=[
			"name",
			"target",
			"channel",
			"grade",
			"starts_with",
			"due_minutes",
			"repeat_minutes",
			"ends_with",
		],
		order_by="place asc, creation asc",
	)
	shown = {row.name: row for row in rows}
	asked = [
		Clock(row.name, row.grade, row.starts_with, row.due_minutes, row.repeat_minutes or 0, row.ends_with)
		for row in rows
	]
	for start in emergency.to_add(asked, facts, [_line(row) for row in incident.notifications]):
		row = shown[start.clock.name]
		incident.append(
			"notifications",
			{
				"clock": row.name,
				"target": row.target,
				"channel": row.channel,
				"grade": row.grade,
				"starts_with": row.starts_with,
				"ends_with": row.ends_with,
				"repeat_minutes": row.repeat_minutes,
				"starts_at": start.at,
				"due": start.due,
			},
		)
