"""The rows of a roll call in the database: read under lock, written by set, counted."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

import frappe
from frappe.utils import now_datetime
from pypika.functions import Count
from pypika.terms import Values

from campus_safety.domain.presence.night import (
	Standing,
	Status,
	is_outweighed,
	read_log,
	totals,
	write_log,
)
from campus_safety.services.presence.expected import Expected, Person
from campus_safety.services.presence.naming import row_name

ROLL, ROW = "Campus Night Roll Call", "Campus Night Roll Call Row"
CHUNK = 500
TOTALS = (
	"beds",
	"on_leave",
	"suspended",
	"internship",
	"off_campus",
	"not_staying",
	"expected",
	"present",
	"late",
	"missing",
	"unconfirmed",
)
PRESET_FIELDS = ("room", "bed_no", "unit", "college", "status", "explained_until", "explained_by")
MARK_FIELDS = (
	"status",
	"confirmed",
	"return_time",
	"note",
	"marked_at",
	"marked_by",
	"mark_source",
	"mark_log",
	"left_at",
	"seen",
)
PRESENT_AGAIN = ("confirmed", "mark_source")


def read(roll: str, students: Iterable[str] | None = None, lock: bool = False) -> dict[str, frappe._dict]:
	"""{student: row}; locked in one order, so that two managers wait for each other and never in a circle."""
	row = frappe.qb.DocType(ROW)
	query = (
		frappe.qb.from_(row)
		.select(
			row.name,
			row.student,
			row.roll_date,
			row.idx,
			*(row[field] for field in {*PRESET_FIELDS, *MARK_FIELDS}),
		)
		.where(row.parent == roll)
		.orderby(row.name)
	)
	if students is not None:
		query = query.where(row.student.isin(list(students) or [""]))
	if lock:
		query = query.for_update()
	return {each.student: each for each in query.run(as_dict=True)}


def reconcile(roll: str, building: str, night: date, expected: Expected) -> int:
	"""Bring the unmarked rows up to date: new residents, new leaves, who moved out, who is looked for. What was marked stays as
	marked, but for a missing student whose leave was granted since: then the leave explains the night, and the mark stays in the log.

	Returns how many rows were written or removed.
	"""
	wanted = {person.student: person for person in expected.people}
	there = read(roll)
	missing = [person for person in expected.people if person.student not in there]
	stale = [
		student
		for student, row in there.items()
		if _follows(row, wanted.get(student)) and (student not in wanted or _differs(row, wanted[student]))
	]
	_insert(roll, building, night, missing, first=len(there) + 1)
	written = len(missing)
	if stale:
		fresh = {
			student: row
			for student, row in read(roll, stale, lock=True).items()
			if _follows(row, wanted.get(student))
		}
		gone = [row.name for student, row in fresh.items() if student not in wanted]
		if gone:
			frappe.db.delete(ROW, {"name": ("in", gone)})
		_upsert(
			{
				row.name: {**_preset_values(wanted[student]), "confirmed": 0, "mark_source": ""}
				for student, row in fresh.items()
				if student in wanted
			},
			(*PRESET_FIELDS, *PRESENT_AGAIN),
		)
		written += len(fresh)
	return written


def _follows(row, person: Person | None) -> bool:
	"""Does the row say what is preset? Not once somebody has marked it; a leave granted since outweighs an empty bed."""
	if not row.confirmed:
		return True
	return bool(person) and is_outweighed(Status(row.status), row.marked_at, person.preset)


def _differs(row, person: Person) -> bool:
	values = _preset_values(person)
	return any((row[field] or None) != (values[field] or None) for field in PRESET_FIELDS)


def _preset_values(person: Person) -> dict:
	return {
		"room": person.room,
		"bed_no": person.bed_no,
		"unit": person.unit,
		"college": person.college,
		"status": person.preset.status.value,
		"explained_until": person.preset.until,
		"explained_by": person.preset.by or None,
	}


def _insert(roll: str, building: str, night: date, people: Sequence[Person], first: int) -> None:
	if not people:
		return
	stamp, user = now_datetime(), frappe.session.user
	constant = {
		"parent": roll,
		"parenttype": ROLL,
		"parentfield": "rows",
		"roll_date": night,
		"dormitory": building,
		"confirmed": 0,
		"mark_source": "",
		"docstatus": 0,
		"creation": stamp,
		"modified": stamp,
		"owner": user,
		"modified_by": user,
	}
	frappe.db.bulk_insert(
		ROW,
		fields=["name", "idx", "student", *PRESET_FIELDS, *constant],
		values=[
			(
				row_name(roll, person.student),
				number,
				person.student,
				*_preset_values(person).values(),
				*constant.values(),
			)
			for number, person in enumerate(people, start=first)
		],
		ignore_duplicates=True,  # two who open the building at once
	)


def standing_of(row) -> Standing:
	return Standing(
		status=Status(row.status),
		return_time=row.return_time,
		note=row.note or "",
		marked_at=row.marked_at,
		source=row.mark_source or "",
		user=row.marked_by or "",
		log=read_log(row.mark_log),
		left_at=row.left_at,
		seen=bool(row.seen),
	)


def write_standings(standings: Mapping[str, Standing]) -> None:
	"""{row name: what stands}."""
	_upsert(
		{
			name: {
				"status": standing.status.value,
				"confirmed": int(bool(standing.source)),
				"return_time": standing.return_time,
				"note": standing.note[:140] or None,
				"marked_at": standing.marked_at,
				"marked_by": standing.user or None,
				"mark_source": standing.source,
				"mark_log": write_log(standing.log),
				"left_at": standing.left_at,
				"seen": int(standing.seen),
			}
			for name, standing in standings.items()
		},
		MARK_FIELDS,
	)


def _upsert(values: Mapping[str, Mapping], fields: Sequence[str]) -> None:
	"""Many rows, each with its own values, in one statement per chunk. The rows are there and locked: nothing is inserted."""
	table, stamp = frappe.qb.DocType(ROW), now_datetime()
	names = sorted(values)
	for start in range(0, len(names), CHUNK):
		query = frappe.qb.into(table).columns("name", "modified", *fields)
		for name in names[start : start + CHUNK]:
			query = query.insert(name, stamp, *(values[name][field] for field in fields))
		for field in ("modified", *fields):
			query = query.on_duplicate_key_update(table[field], Values(table[field]))
		query.run()


def update_totals(roll: str, expected: Expected | None = None) -> dict[str, int]:
	"""The equation of the night, from the rows as they now are; written when it differs. Returns the totals.

	Read under lock: a colleague's marks, committed since this transaction began, count as well.
	"""
	head = frappe.db.get_value(ROLL, roll, "*", as_dict=True, for_update=True)
	row = frappe.qb.DocType(ROW)
	counted = (
		frappe.qb.from_(row)
		.select(row.status, row.confirmed, Count("*"))
		.where(row.parent == roll)
		.groupby(row.status, row.confirmed)
		.for_update()
		.run()
	)
	found = totals(
		(
			(Status(status), bool(confirmed))
			for status, confirmed, number in counted
			for _each in range(number)
		),
		suspended=expected.suspended if expected else head.suspended or 0,
		not_staying=expected.not_staying if expected else head.not_staying or 0,
	)
	values = {field: getattr(found, field) for field in TOTALS}
	if any((head[field] or 0) != value for field, value in values.items()):
		frappe.db.set_value(ROLL, roll, values, update_modified=False)
	return values
