"""Which nights are called, which one was the last, and whose buildings have to report (上报率)."""

from datetime import date, datetime, timedelta

import frappe
from pypika import Criterion

from campus_safety.access.queries import criterion
from campus_safety.domain.people.school_calendar import RollMode
from campus_safety.domain.presence.night import night_of, roll_mode, roll_moment
from campus_safety.domain.visibility import Reach
from campus_safety.engines import calendar
from campus_safety.services.presence.expected import STUDENT, WITH_A_BED, select_buildings
from campus_safety.services.presence.roll_rows import ROLL
from campus_safety.services.presence.settings import get_night_settings

ONE_DAY = timedelta(days=1)


def get_last_night(now: datetime) -> date:
	"""The latest night whose roll call has begun: at 08:00 yesterday's, at 23:00 tonight's."""
	settings = get_night_settings()
	night = night_of(now, settings)
	return night if now >= roll_moment(night, settings) else night - ONE_DAY


def get_called_nights(first: date, last: date) -> dict[date, RollMode]:
	"""Nights from `first` to `last` on which somebody is called, in two queries however many they are."""
	settings = get_night_settings()
	days = {day.date: day for day in calendar.get_days(first, last + ONE_DAY)}
	edited = set(
		frappe.get_all("Campus Day", filters={"edited": 1, "date": ("between", (first, last))}, pluck="date")
	)
	found = {}
	for number in range((last - first).days + 1):
		night = first + timedelta(days=number)
		mode = (
			days[night].roll_mode
			if night in edited
			else roll_mode(days.get(night), days.get(night + ONE_DAY), settings)
		)
		if mode is not RollMode.NONE:
			found[night] = mode
	return found


def get_buildings_of(reach: Reach, narrowed: dict | None = None) -> list[str]:
	"""Buildings in which students within the reach have a bed, in the order of the tree.

	narrowed: fields of the student, {"college": …, "unit": …, "dormitory_building": …}.
	"""
	student, building = frappe.qb.DocType(STUDENT), frappe.qb.DocType("Campus Dormitory")
	fits = [student[field] == value for field, value in (narrowed or {}).items()]
	if reach.everything:
		return [row[0] for row in select_buildings(fits).run()]
	query = (  # from the few students, by the index of what is reached
		frappe.qb.from_(student)
		.join(building)
		.on(building.name == student.dormitory_building)
		.select(building.name, building.lft)
		.distinct()
		.where(Criterion.all([criterion(reach, student), student.status.isin(WITH_A_BED), *fits]))
		.where((building.dormitory_type == "Building") & (building.disabled == 0))
		.orderby(building.lft)
	)
	return [row[0] for row in query.run()]


def get_heads(first: date, last: date, buildings: list[str] | None = None) -> dict[tuple, frappe._dict]:
	"""{(night, building): roll call}, totals included; of all buildings when none are named."""
	roll = frappe.qb.DocType(ROLL)
	query = (
		frappe.qb.from_(roll)
		.select(roll.name, roll.roll_date, roll.dormitory, roll.status, roll.reported_at, roll.reported_by)
		.where((roll.roll_date >= first) & (roll.roll_date <= last))
		.orderby(roll.roll_date)
	)
	if buildings is not None:
		query = query.where(roll.dormitory.isin(buildings or [""]))
	rows = query.run(as_dict=True)
	return {(row.roll_date, row.dormitory): row for row in rows}
