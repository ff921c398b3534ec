"""Who is on duty 值班: the shifts of the duty roster, by the hour (domain §0, Shared people and papers)."""

from datetime import datetime

import frappe

from campus_safety.domain.people.shifts import Shift, shift_at
from campus_safety.records.posts import get_enabled
from campus_safety.records.settings import get_shift_hours

ROSTER = "Campus Duty Roster"


def get_shift(now: datetime) -> Shift:
	"""The shift that runs at this moment: its day, and Day or Night."""
	return shift_at(now, *get_shift_hours())


def get_on_duty(
	level: str, now: datetime, college: str | None = None, student: str | None = None
) -> list[str]:
	"""Enabled accounts on duty at this moment. Of colleges and buildings those of this college, or of the student's building."""
	shift = get_shift(now)
	filters: dict = {"date": shift.day, "shift": shift.name, "level": level}
	if level == "College":
		filters["unit"] = college or ""
	elif level == "Dormitory":
		filters["dormitory"] = _building_of(student) or ""
	return get_enabled(frappe.get_all(ROSTER, filters=filters, pluck="user"))


def get_board(now: datetime) -> list[dict]:
	"""Everybody on duty at this moment, for whoever has to call somebody: level, where, name, telephone."""
	shift = get_shift(now)
	rows = frappe.get_all(
		ROSTER,
		filters={"date": shift.day, "shift": shift.name},
		fields=["level", "unit", "dormitory", "user", "phone"],
		order_by="level asc, unit asc, dormitory asc",
	)
	people = {
		row.name: row
		for row in frappe.get_all(
			"User",
			filters={"name": ("in", [row.user for row in rows] or [""]), "enabled": 1},
			fields=["name", "full_name", "mobile_no"],
		)
	}
	return [
		{
			"level": row.level,
			"place": row.unit or row.dormitory or "",
			"name": people[row.user].full_name,
			"phone": row.phone or people[row.user].mobile_no or "",
		}
		for row in rows
		if row.user in people
	]


def _building_of(student: str | None) -> str | None:
	return student and frappe.db.get_value("Campus Student", student, "dormitory_building")
