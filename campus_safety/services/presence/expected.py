"""Who has a bed in a building tonight, and who of them is explained: a few queries, never one per student."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

import frappe
from frappe.query_builder.terms import SubQuery
from pypika.terms import Criterion

from campus_safety.domain.leave.away import Leave
from campus_safety.domain.people.school_calendar import RollMode
from campus_safety.domain.presence import night as night_rules
from campus_safety.domain.presence.night import Preset, Search, preset, roll_mode, roll_moment
from campus_safety.engines import calendar
from campus_safety.records.students import NOT_LEFT
from campus_safety.services.leave.away import get_leaves, get_residences
from campus_safety.services.leave.policy import get_policy
from campus_safety.services.presence.settings import get_night_settings

STUDENT, STAY, BUILDING = "Campus Student", "Campus Stay Registration", "Campus Dormitory"
ROW, CASE = "Campus Night Roll Call Row", "Campus Absence Case"
# where a search ended with the student back in the building; any other end leaves the bed empty
BACK_OUTCOMES = ("Came Back", "In the Dormitory All Along", "Brought Back")
NO_SEARCH = "Marked by Mistake"
WITH_A_BED = NOT_LEFT


@dataclass(frozen=True)
class Person:
	student: str
	room: str | None
	bed_no: str | None
	unit: str | None
	college: str | None
	preset: Preset


@dataclass(frozen=True)
class Expected:
	"""Everybody on tonight's list in the order of the rooms, and those counted beside it."""

	people: tuple[Person, ...]
	suspended: int
	not_staying: int


def get_mode(night: date) -> RollMode:
	"""Who is called on that night; a day somebody edited by hand is taken as it stands."""
	days = {day.date: day for day in calendar.get_days(night, night + timedelta(days=1))}
	if night in days and frappe.db.get_value("Campus Day", {"date": night}, "edited"):
		return days[night].roll_mode
	return roll_mode(days.get(night), days.get(night + timedelta(days=1)), get_night_settings())


def is_return_night(night: date) -> bool:
	"""Is everybody expected back at school on that night, after a holiday or a break?"""
	days = {day.date: day for day in calendar.get_days(night, night + timedelta(days=1))}
	return night_rules.is_return_night(
		days.get(night), days.get(night + timedelta(days=1)), get_night_settings()
	)


def get_buildings() -> list[str]:
	"""Buildings somebody lives in, in the order of the tree."""
	return [row[0] for row in select_buildings().run()]


def select_buildings(fits: Iterable[Criterion] = ()):
	"""Asked building by building whether there is one with a bed, by index: not every student is read at each mark of a roll call.

	fits: further conditions on the students.
	"""
	student, building = frappe.qb.DocType(STUDENT), frappe.qb.DocType(BUILDING)
	living = (
		frappe.qb.from_(student)
		.select(student.name)
		.where((student.dormitory_building == building.name) & student.status.isin(WITH_A_BED))
	)
	for condition in fits:
		living = living.where(condition)
	return (
		frappe.qb.from_(building)
		.select(building.name)
		.where((building.dormitory_type == "Building") & (building.disabled == 0))
		.where(
			SubQuery(living.limit(1)).isnotnull()
		)  # an EXISTS the database turns into a reading of all students
		.orderby(building.lft)
	)


def get_expected(building: str, night: date, now: datetime | None = None) -> Expected:
	"""Who was marked tonight stays counted where that was, though they move, or leave the school, the same night.

	now: leaves that have begun since the roll call explain as well, as long as the night lasts.
	"""
	mode, moment = get_mode(night), roll_moment(night, get_night_settings())
	marked = _marked(building, night)
	residents = [row for row in _residents(building) if marked.get(row.name, building) == building]
	beside = [row for row in residents if row.status == "Suspended" and row.name not in marked]
	listed = [row for row in residents if row not in beside]
	staying = _staying(building, night) if mode is RollMode.STAY_LIST else None
	called = [row for row in listed if staying is None or row.name in staying or row.name in marked]
	begun_by = min(now, get_night_end(night)) if now else moment
	leaves = get_leaves(moment, max(moment, begun_by), building=building)
	residences = get_residences(night, night, building=building)
	searches = get_searches(building, night, moment)
	return Expected(
		people=tuple(
			Person(
				row.name,
				row.dormitory,
				row.bed_no,
				row.unit,
				row.college,
				preset(
					row.status,
					leaves.get(row.name, ()),
					residences.get(row.name, ()),
					night,
					moment,
					searches.get(row.name, Search.NONE),
					begun_by,
				),
			)
			for row in called
		),
		suspended=len(beside),
		not_staying=len(listed) - len(called),
	)


def get_night_end(night: date) -> datetime:
	"""Until then a leave that begins is one of this night, by what the school calls a night."""
	return night_rules.moment_of(night, get_policy().night_until, get_night_settings())


def get_leaves_tonight(building: str, night: date) -> dict[str, Leave]:
	"""{resident: the leave that explains a part of the night}, whatever the row says: who marks them is to know."""
	moment, end = roll_moment(night, get_night_settings()), get_night_end(night)
	found = get_leaves(moment, max(moment, end), building=building)
	return {student: night_rules.leave_of_night(leaves, moment, end) for student, leaves in found.items()}


def _marked(building: str, night: date) -> dict[str, str]:
	"""{resident: the building in which somebody has marked them tonight}."""
	row, student = frappe.qb.DocType(ROW), frappe.qb.DocType(STUDENT)
	return dict(
		frappe.qb.from_(row)
		.join(student)
		.on(student.name == row.student)
		.select(row.student, row.dormitory)
		.where((row.roll_date == night) & (row.confirmed == 1) & (student.dormitory_building == building))
		.run()
	)


def get_searches(building: str, night: date, moment: datetime) -> dict[str, Search]:
	"""{resident: what an absence case says about this night}; nobody who was found back in the building is there, nor who was
	found before the hour of the roll call."""
	case, student = frappe.qb.DocType(CASE), frappe.qb.DocType(STUDENT)
	rows = (
		frappe.qb.from_(case)
		.join(student)
		.on(student.name == case.student)
		.select(case.student, case.status, case.outcome)
		.where(student.dormitory_building == building)
		.where(
			case.status.isin(("Pending", "Checking"))
			| ((case.roll_date == night) & (case.located_at >= moment))
		)
		.orderby(case.detected_at)
		.run()
	)
	found: dict[str, Search] = {}
	for name, status, outcome in rows:
		if status in ("Pending", "Checking"):
			found[name] = Search.RUNNING
		elif outcome == NO_SEARCH or found.get(name) is Search.RUNNING:
			continue
		elif outcome in BACK_OUTCOMES:
			found.pop(name, None)
		else:
			found[name] = Search.ELSEWHERE
	return found


def get_found(building: str, night: date) -> dict[str, datetime]:
	"""{student: when the search of this night that is over found them}, wherever that was."""
	rows = frappe.get_all(
		CASE,
		filters={"dormitory": building, "roll_date": night, "outcome": ("not in", ("", NO_SEARCH))},
		fields=["student", "located_at"],
		order_by="detected_at asc",
	)
	return {row.student: row.located_at for row in rows if row.located_at}


def _residents(building: str) -> list[frappe._dict]:
	"""Everybody with a bed there, whatever the register says of where they live: only an approved record explains a night."""
	student, room = frappe.qb.DocType(STUDENT), frappe.qb.DocType("Campus Dormitory")
	return (
		frappe.qb.from_(student)
		.left_join(room)
		.on(room.name == student.dormitory)
		.select(
			student.name, student.status, student.dormitory, student.bed_no, student.unit, student.college
		)
		.where((student.dormitory_building == building) & student.status.isin(WITH_A_BED))
		.orderby(room.lft)
		.orderby(student.bed_no)
		.orderby(student.name)
		.run(as_dict=True)
	)


def _staying(building: str, night: date) -> set[str]:
	stay, student = frappe.qb.DocType(STAY), frappe.qb.DocType(STUDENT)
	rows = (
		frappe.qb.from_(stay)
		.join(student)
		.on(student.name == stay.student)
		.select(stay.student)
		.where(
			(student.dormitory_building == building)
			& (stay.status == "Registered")
			& (stay.from_date <= night)
			& (stay.to_date >= night)
		)
		.run()
	)
	return {row[0] for row in rows}
