"""Residents whom nothing has seen for a day: found set-based, judged by domain.no_trace, each opens an absence case."""

from datetime import datetime, timedelta
from functools import partial

import frappe
from frappe import _
from frappe.query_builder.functions import Count
from pypika.terms import ExistsCriterion

from campus_safety.domain import roles as r
from campus_safety.domain.gate.no_trace import Faulty, Rule, Verdict, is_watched, judge
from campus_safety.engines import calendar
from campus_safety.engines.messages.telling import tell
from campus_safety.records import posts
from campus_safety.services.gate import probation
from campus_safety.services.gate.settings import get_no_trace_rule
from campus_safety.services.leave.away import get_off_campus, get_on_leave
from campus_safety.services.presence.absence_cases import Found, open_cases

STUDENT = "Campus Student"
AHEAD = timedelta(hours=1)  # a clock that runs ahead must not leave traces of tomorrow
TOLD_OF_FAULTS = (r.STUDENT_AFFAIRS, r.SECURITY_OFFICE, r.IT_CENTRE)


def run(now: datetime) -> Verdict | None:
	"""Open a case for each resident without a trace. None on days on which nobody is watched."""
	rule = get_no_trace_rule()
	if not rule or not is_watched(rule.since(now), now, _get_modes(rule.since(now), now)):
		return None
	verdict = judge(count_watched(now), find_silent(now, rule), rule)
	_open(verdict.alerts, now)
	_tell(verdict.faulty, rule, now)
	return verdict


def _get_modes(since: datetime, now: datetime) -> dict:
	return {day.date: day.roll_mode for day in calendar.get_days(since.date(), now.date())}


def count_watched(now: datetime) -> dict[str, int]:
	"""{building: residents of whom a trace is expected}, those on leave included."""
	student = frappe.qb.DocType(STUDENT)
	rows = (
		frappe.qb.from_(student)
		.select(student.dormitory_building, Count("*"))
		.where(_is_resident(student))
		.groupby(student.dormitory_building)
		.run()
	)
	return dict(rows)


def find_silent(now: datetime, rule: Rule) -> list[tuple[str, str]]:
	"""(student, building) of residents without a trace since then, and without a reason to have none."""
	since = rule.since(now)
	student = frappe.qb.DocType(STUDENT)
	query = (
		frappe.qb.from_(student)
		.select(student.name, student.dormitory_building)
		.where(_is_resident(student) & (student.creation <= since))
		.orderby(student.name)
	)
	for trace in (*_traces(student, since, now), *_reasons(student, now)):
		query = query.where(ExistsCriterion(trace).negate())
	away = get_on_leave(since, now) | get_off_campus(since.date(), now.date())
	return [(name, building) for name, building in query.run() if name not in away]


def _is_resident(student):
	return (student.status == "Enrolled") & (
		student.dormitory_building.isnotnull() & (student.dormitory_building != "")
	)


def _traces(student, since: datetime, now: datetime):
	"""What shows that somebody or something has seen the student: each a query over one kind of record."""
	event = frappe.qb.DocType("Campus Gate Event")
	yield _of(event, student).where(
		(event.event_time >= since)
		& (event.event_time <= now + AHEAD)
		& (event.clock_wrong == 0)
		& (event.key_was_new == 0)
	)
	row = frappe.qb.DocType("Campus Night Roll Call Row")
	present = _of(row, student).where(row.status.isin(("In", "Late")) & (row.roll_date >= since.date()))
	yield present.where((row.confirmed == 1) & (row.marked_at >= since))
	# where no device stands at the door, the report of the building is all there can be
	roll, device = frappe.qb.DocType("Campus Night Roll Call"), frappe.qb.DocType("Campus Gate Device")
	watched = frappe.qb.from_(device).select(device.name)
	watched = watched.where((device.enabled == 1) & (device.dormitory == row.dormitory))
	watched = watched.where(device.name.notin(probation.get_new(now) or [""]))
	yield (
		present.join(roll)
		.on(roll.name == row.parent)
		.where(roll.status.isin(("Reported", "Locked")) & (roll.reported_at >= since))
		.where(ExistsCriterion(watched).negate())
	)
	absence = frappe.qb.DocType("Campus Class Absence")
	yield _of(absence, student).where(
		absence.status.isin(("Late", "Left Early")) & (absence.class_time >= since)
	)
	talk = frappe.qb.DocType("Campus Heart Talk")
	yield _of(talk, student).where(
		(talk.mode == "In Person") & (talk.status != "Void") & (talk.talk_time >= since)
	)
	permit = frappe.qb.DocType("Campus Leave Permit")
	yield _of(permit, student).where(permit.actual_return >= since)


def _reasons(student, now: datetime):
	"""Who need not be looked for: excluded with a reason, or looked for already."""
	exclusion = frappe.qb.DocType("Campus Trace Exclusion")
	yield _of(exclusion, student).where(
		(exclusion.from_date <= now.date()) & (exclusion.to_date >= now.date())
	)
	case = frappe.qb.DocType("Campus Absence Case")
	yield _of(case, student).where(case.status.isin(("Pending", "Checking")))


def _of(table, student):
	return frappe.qb.from_(table).select(table.name).where(table.student == student.name)


def _open(students: tuple[str, ...], now: datetime) -> list[str]:
	return open_cases([Found(student, "No Trace", now.replace(microsecond=0)) for student in students], now)


def _tell(faulty: tuple[Faulty, ...], rule: Rule, now: datetime) -> None:
	"""The offices, once a day and building: numbers only."""
	offices = {user for role in TOLD_OF_FAULTS for user in posts.get_users_with_role(role)}
	for building in faulty:
		tell(offices, partial(_write, building, rule), f"no_trace|{building.building}|{now:%Y-%m-%d}")


def _write(building: Faulty, rule: Rule) -> tuple[str, str]:
	return (
		_("{0}: no trace of {1} of {2} residents").format(
			building.building, building.silent, building.expected
		),
		_(
			"For {0} hours nearly nothing has been heard from this building. Check its gate devices and last night's roll call; no single cases were opened."
		).format(rule.hours),
	)
