"""Who has to come out: whoever really sleeps in the building tonight, or is at school in a class, and who visits there."""

from datetime import datetime
from typing import NamedTuple

import frappe

from campus_safety.domain.incidents.muster import EXCUSED, EXPECTED
from campus_safety.domain.presence.night import night_of
from campus_safety.records.scope import nodes_of
from campus_safety.records.students import AT_SCHOOL
from campus_safety.services.leave.away import get_leaves
from campus_safety.services.presence.expected import get_expected
from campus_safety.services.presence.settings import get_night_settings

STUDENT, ROOM = "Campus Student", "Campus Dormitory"
# of other apps or rooms: functions of (building, now) that give who visits there at that moment, as names
VISITORS = "campus_muster_visitors"


class Due(NamedTuple):
	kind: str
	student: str | None
	who: str
	room: str | None
	group: str
	state: str


def get_due(drill, now: datetime) -> list[Due]:
	"""Everybody once."""
	if drill.building:
		people = _residents(drill.building, now)
	elif drill.drilled_unit:
		people = _at_school(drill.drilled_unit, now)
	else:
		people = []
	excused = get_excused([person.student for person in people if person.student])
	due = [person._replace(state=EXCUSED if person.student in excused else EXPECTED) for person in people]
	return [*due, *_visitors(drill, now)]


def _residents(building: str, now: datetime) -> list[Due]:
	"""As tonight's list has it: on leave, on internship, living elsewhere or looked for are not in the building."""
	night = night_of(now, get_night_settings())
	found = [
		person for person in get_expected(building, night, now).people if person.preset.status.is_present
	]
	floors = dict(
		frappe.get_all(
			ROOM,
			filters={"name": ("in", [person.room for person in found if person.room] or [""])},
			fields=["name", "parent_campus_dormitory"],
			as_list=True,
		)
	)
	names = _names([person.student for person in found])
	return [
		Due("Resident", person.student, names[person.student], person.room, floors.get(person.room) or "", "")
		for person in found
	]


def _at_school(unit: str, now: datetime) -> list[Due]:
	rows = frappe.get_all(
		STUDENT,
		filters={"unit": ("in", nodes_of("Campus Unit", unit)), "status": ("in", AT_SCHOOL)},
		fields=["name", "student_name", "unit", "status"],
		order_by="unit asc, name asc",
	)
	away = get_leaves(now, now, students=[row.name for row in rows])
	return [
		Due("Student", row.name, row.student_name, None, row.unit, "")
		for row in rows
		if row.name not in away and row.status != "Internship"
	]


def get_excused(students: list[str]) -> set[str]:
	"""Students of special physique, by their care plan; why, nobody reads in a muster."""
	plan, row, category = (
		frappe.qb.DocType(doctype)
		for doctype in ("Campus Care Plan", "Campus Care Plan Category", "Campus Care Category")
	)
	found = (
		frappe.qb.from_(plan)
		.join(row)
		.on((row.parent == plan.name) & (row.parenttype == "Campus Care Plan"))
		.join(category)
		.on(category.name == row.category)
		.select(plan.student)
		.where(plan.status.isin(("Filed", "Supporting")) & (category.is_physical == 1))
		.where(plan.student.isin(students or [""]))
		.run()
	)
	return {student for (student,) in found}


def _visitors(drill, now: datetime) -> list[Due]:
	names = [
		name
		for path in frappe.get_hooks(VISITORS)
		for name in frappe.get_attr(path)(drill.building or drill.drilled_unit, now)
	]
	names += [f"{number}" for number in range(1, (drill.visitors or 0) + 1)]
	return [Due("Visitor", None, name, None, "", EXPECTED) for name in names]


def _names(students: list[str]) -> dict[str, str]:
	return dict(
		frappe.get_all(
			STUDENT,
			filters={"name": ("in", students or [""])},
			fields=["name", "student_name"],
			as_list=True,
		)
	)
