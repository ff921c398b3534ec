"""What the preview says before anything is written, though no row is refused for it: who would change name or number, who has
left the school, who shares a bed, who of a class is not in its list."""

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import frappe
from frappe.query_builder.functions import Count

from campus_safety.domain.people.room_words import plain_key
from campus_safety.domain.sheets.sheet_header import Problem
from campus_safety.engines.sets.bulk_select import select_rows
from campus_safety.records.students import LEFT_SCHOOL

if TYPE_CHECKING:
	from campus_safety.domain.people.student_sheet import StudentRow
	from campus_safety.services.people.student_import.owners import Owner
	from campus_safety.services.people.student_import.plan import RowPlan

STUDENT = "Campus Student"
LISTED = 0.5  # a file that names so much of a class is taken for its list
SHOWN_ABSENT = 10
_BED = frozenset(("dormitory", "bed_no", "status"))
Tell = Callable[["StudentRow", str, str, tuple], Problem]


@dataclass(frozen=True)
class Absent:
	"""Students whom the system has in a class and its list does not name."""

	unit: str
	count: int
	names: tuple[str, ...]


def is_other_person(found: "RowPlan") -> bool:
	"""Another name, and another identity number or, where one of the two is not known, another birth date."""
	changes, before = found.changes, found.before
	if "student_name" not in changes or plain_key(changes["student_name"][0]) == plain_key(
		changes["student_name"][1]
	):
		return False
	if found.row.fields.get("id_no") and before["id_no"]:
		return "id_no" in changes
	return "birth_date" in changes and bool(changes["birth_date"][0])


def about(row: "StudentRow", found: "RowPlan", other: "Owner | None", tell: Tell) -> list[Problem]:
	notes = []
	if other:
		notes.append(tell(row, "id_no", "id_of_one_who_left", (other.name,)))
	if not found.before:
		return notes
	if found.before["status"] in LEFT_SCHOOL and "status" not in row.fields:
		code = "has_withdrawn" if found.before["status"] == LEFT_SCHOOL[0] else "has_graduated"
		notes.append(tell(row, "student_no", code, ()))
	if "student_name" in found.changes:
		notes.append(tell(row, "student_name", "name_changes", ()))
	if "id_no" in found.changes and found.before["id_no"]:
		notes.append(tell(row, "id_no", "identity_changes", ()))
	return notes


def beds(rows: Sequence["RowPlan"], tell: Tell) -> list[Problem]:
	"""Two in one bed, once all is written. Told and not refused: a swap needs both for a moment."""
	changing = [row for row in rows if row.created is not None or _BED.intersection(row.changes)]
	moving = [
		(row, place)
		for row in changing
		if all(place := (row.after("dormitory"), row.after("bed_no")))
		and row.after("status") not in LEFT_SCHOOL
	]
	taken = _taken({room for _row, (room, _bed) in moving}, {row.name for row in changing})
	notes = []
	for row, place in moving:
		other = taken.setdefault(place, row.name)
		if other != row.name:
			notes.append(tell(row.row, "bed_no", "bed_taken", (other,)))
	return notes


def _taken(rooms: set, moving: Collection[str]) -> dict[tuple, str]:
	"""{(room, bed): student} of those who stay where they are."""
	stored = sorted(room for room in rooms if isinstance(room, str))
	columns = ("dormitory", "bed_no", "name", "status")
	return {
		(room, bed): name
		for room, bed, name, status in select_rows(STUDENT, columns, "dormitory", stored)
		if bed and name not in moving and status not in LEFT_SCHOOL
	}


def absent(rows: Sequence["RowPlan"], seen: Counter, named: set[str]) -> list[Absent]:
	"""Of classes that the file lists. seen: students of a class, as stored, whom the file names. named: all its numbers."""
	listed = {
		unit for row in rows if isinstance(unit := row.row.fields.get("unit") and row.after("unit"), str)
	}
	sizes = _sizes(listed)
	short = [
		unit for unit in listed if seen[unit] < sizes.get(unit, 0) and seen[unit] >= sizes[unit] * LISTED
	]
	found = defaultdict(list)
	for unit, name, student_name, status in select_rows(
		STUDENT, ("unit", "name", "student_name", "status"), "unit", short
	):
		if status not in LEFT_SCHOOL and name.casefold() not in named:
			found[unit].append(f"{name} {student_name}")
	return [
		Absent(unit, len(names), tuple(sorted(names)[:SHOWN_ABSENT])) for unit, names in sorted(found.items())
	]


def _sizes(units: set[str]) -> dict[str, int]:
	if not units:
		return {}
	table = frappe.qb.DocType(STUDENT)
	return dict(
		frappe.qb.from_(table)
		.select(table.unit, Count(table.name))
		.where(table.unit.isin(sorted(units)) & table.status.notin(LEFT_SCHOOL))
		.groupby(table.unit)
		.run()
	)
