"""What goes with no single student's file (domain §8): notes of group sessions 团体辅导记录, appointments without a name 匿名预约."""

from collections.abc import Collection
from datetime import date, datetime

import frappe
from frappe.utils import add_years

from campus_safety.records import holds
from campus_safety.records.students import NOT_LEFT
from campus_safety.services.psychology.settings import get_file_years

NOTE, PARTICIPANT, APPOINTMENT = (
	"Campus Session Note",
	"Campus Session Participant",
	"Campus Counselling Appointment",
)
FILE, STUDENT = "Campus Psych File", "Campus Student"


def find_due(due_by: date, written_by: datetime, marked: str = "") -> dict[str, list[str]]:
	"""{kind: names} last written by then; due_by: the day by which the time of what is destroyed has ended.

	marked: the destruction whose students' files are about to go.
	"""
	found = {
		NOTE: _find_groups(written_by, marked),
		APPOINTMENT: _find_nameless(add_years(due_by, -get_file_years()), written_by),
	}
	return {kind: names for kind, names in found.items() if names}


def _find_nameless(until: date, written_by: datetime) -> list[str]:
	"""Nobody's leaving counts for them: kept as many years from the day on which they were last written."""
	appointment = frappe.qb.DocType(APPOINTMENT)
	names = (
		frappe.qb.from_(appointment)
		.select(appointment.name)
		.where(appointment.student.isnull() | (appointment.student == ""))
		.where((appointment.creation <= until) & (appointment.modified <= until))
		.where((appointment.creation <= written_by) & (appointment.modified <= written_by))
		.orderby(appointment.name)
		.run(pluck=True)
	)
	held = holds.held_names(APPOINTMENT, names)
	return [name for name in names if name not in held]


def _find_groups(written_by: datetime, marked: str) -> list[str]:
	"""A note of several goes only when all of them have left, and nobody of them has a file any more."""
	names = _find_of_the_gone(written_by)
	kept = _find_with_files(names, marked) | holds.held_names(NOTE, names).keys()
	return [name for name in names if name not in kept]


def _find_of_the_gone(written_by: datetime) -> list[str]:
	note, at_school = frappe.qb.DocType(NOTE), _participants(NOT_LEFT)
	return (
		frappe.qb.from_(note)
		.select(note.name)
		.where((note.session_kind == "Group") & (note.creation <= written_by) & (note.modified <= written_by))
		.where(note.name.notin(at_school))
		.orderby(note.name)
		.run(pluck=True)
	)


def _participants(statuses: Collection[str]):
	"""A query of the notes in which somebody took part who is now so."""
	part, student = frappe.qb.DocType(PARTICIPANT), frappe.qb.DocType(STUDENT)
	return (
		frappe.qb.from_(part)
		.join(student)
		.on(student.name == part.student)
		.select(part.parent)
		.where((part.parenttype == NOTE) & student.status.isin(statuses))
	)


def _find_with_files(names: Collection[str], marked: str) -> set[str]:
	if not names:
		return set()
	part, file = frappe.qb.DocType(PARTICIPANT), frappe.qb.DocType(FILE)
	query = (
		frappe.qb.from_(part)
		.join(file)
		.on(file.student == part.student)
		.select(part.parent)
		.distinct()
		.where(part.parent.isin(list(names)))
	)
	if marked:
		query = query.where(file.destruction.isnull() | (file.destruction != marked))
	return set(query.run(pluck=True))
