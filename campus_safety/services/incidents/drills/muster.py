"""The marks of a muster: written in sets, each counted once, however many come at the same moment."""

import hashlib
import hmac
from collections.abc import Iterable
from datetime import datetime

import frappe
from frappe import _
from frappe.utils import get_datetime
from pypika.functions import Count

from campus_safety.access.secrets import own_key
from campus_safety.domain.incidents.muster import (
	EXPECTED,
	MISSING,
	PRESENT,
	Totals,
	digest,
	is_red,
)
from campus_safety.engines.sets.bulk_insert import insert_rows
from campus_safety.exceptions import DrillStepError
from campus_safety.services.incidents.drills import expected
from campus_safety.services.incidents.settings import get_red_minutes

DRILL, MARK, STUDENT = "Campus Emergency Drill", "Campus Muster Mark", "Campus Student"
COLUMNS = ("kind", "student", "who", "room", "group_name", "state")
STAMPS = ("creation", "modified", "owner", "modified_by")
CODE, WARDEN = "Code", "Warden"
MOST_AT_ONCE = 500
CODE_LENGTH = 16


def write_expected(drill, now: datetime) -> None:
	"""Begun again it adds nothing: a row's name follows from whom it is about."""
	stamps, user = (now, now), frappe.session.user
	lines = [
		(_name(drill.name, place, person), *stamps, user, user, drill.name, *person)
		for place, person in enumerate(expected.get_due(drill, now))
	]
	insert_rows(MARK, ("name", *STAMPS, "drill", *COLUMNS), lines, ignore_duplicates=True)


def _name(drill: str, place: int, person: expected.Due) -> str:
	whom = person.student or f"{person.kind} {person.who} {place}"
	return hashlib.sha256(f"{drill}|{whom}".encode()).hexdigest()[:20]


def mark(drill: str, names: Iterable[str], is_here: bool, now: datetime) -> int:
	"""By a warden, a person or a whole group; how many of them changed. What is marked twice is counted once."""
	before, after = (EXPECTED, PRESENT) if is_here else (PRESENT, EXPECTED)
	table = frappe.qb.DocType(MARK)
	wanted = list(dict.fromkeys(names))[:MOST_AT_ONCE]
	changed = (
		frappe.qb.from_(table)
		.select(Count("*"))
		.where((table.drill == drill) & table.name.isin(wanted or [""]) & (table.state == before))
		.run()[0][0]
	)
	(
		frappe.qb.update(table)
		.set(table.state, after)
		.set(table.marked_at, now if is_here else None)
		.set(table.marked_by, frappe.session.user if is_here else None)
		.set(table.way, WARDEN if is_here else "")
		.set(table.modified, now)
		.where((table.drill == drill) & table.name.isin(wanted or [""]) & (table.state == before))
		.run()
	)
	return changed


def code_of(drill) -> str:
	"""What stands on the poster at the assembly point, of one muster; kept nowhere, so that nobody reads it from afar."""
	begun = get_datetime(drill.started_at) if drill.started_at else ""
	return own_key("muster", f"{drill.name}|{begun}")[:CODE_LENGTH]


def _fits(drill, code: str) -> bool:
	return hmac.compare_digest(code_of(drill).encode(), (code or "").encode())


def check_in(code: str, student: str, now: datetime) -> str:
	"""By the student's own phone at the assembly point; the place. A second time changes nothing.

	Whoever is not on the list was in the building all the same, and is added. Errors: DrillStepError.
	"""
	running = frappe.get_all(DRILL, {"status": "Running"}, ["name", "assembly_point", "started_at"])
	found = next((each for each in running if _fits(each, code)), None)
	if not found:
		frappe.throw(
			_("No muster is running here. Ask whoever stands at the assembly point."), DrillStepError
		)
	table = frappe.qb.DocType(MARK)
	(
		frappe.qb.update(table)
		.set(table.state, PRESENT)
		.set(table.marked_at, now)
		.set(table.marked_by, frappe.session.user)
		.set(table.way, CODE)
		.set(table.modified, now)
		.where((table.drill == found.name) & (table.student == student) & (table.state != PRESENT))
		.run()
	)
	if not frappe.db.exists(MARK, {"drill": found.name, "student": student}):
		_add(found.name, student, now)
	return found.assembly_point


def _add(drill: str, student: str, now: datetime) -> None:
	who, user = frappe.db.get_value(STUDENT, student, "student_name"), frappe.session.user
	person = expected.Due("Student", student, who, None, "", PRESENT)
	values = (_name(drill, 0, person), now, now, user, user, drill, *person, now, user, CODE)
	columns = ("name", *STAMPS, "drill", *COLUMNS, "marked_at", "marked_by", "way")
	insert_rows(MARK, columns, [values], ignore_duplicates=True)


def count(drill: str) -> Totals:
	table = frappe.qb.DocType(MARK)
	rows = (
		frappe.qb.from_(table)
		.select(table.state, Count("*"))
		.where(table.drill == drill)
		.groupby(table.state)
		.run()
	)
	return Totals.of(dict(rows))


def get_last_mark(drill: str) -> datetime | None:
	"""When the last one came."""
	rows = frappe.get_all(
		MARK,
		filters={"drill": drill, "state": PRESENT},
		order_by="marked_at desc",
		limit=1,
		pluck="marked_at",
	)
	return get_datetime(rows[0]) if rows and rows[0] else None


def close(drill: str, now: datetime) -> str:
	"""Whoever has not come is missing; the digest of all marks, which the drill seals."""
	table = frappe.qb.DocType(MARK)
	(
		frappe.qb.update(table)
		.set(table.state, MISSING)
		.set(table.modified, now)
		.where((table.drill == drill) & (table.state == EXPECTED))
		.run()
	)
	rows = frappe.get_all(MARK, filters={"drill": drill}, fields=["name", "state", "marked_at"])
	return digest((row.name, row.state, str(row.marked_at or "")) for row in rows)


def get_list(drill, group: str, now: datetime) -> dict:
	"""For the wardens' page: everybody of a group (all without one), who is red, and the totals of all."""
	filters = {"drill": drill.name, **({"group_name": group} if group else {})}
	rows = frappe.get_all(
		MARK,
		filters=filters,
		fields=["name", "who", "kind", "room", "group_name", "state"],
		order_by="group_name asc, room asc, who asc",
	)
	totals = count(drill.name)
	return {
		"drill": drill.name,
		"is_drill": not drill.incident,
		"place": drill.assembly_point,
		"running": drill.status == "Running",
		"started_at": drill.started_at,
		"red": bool(drill.started_at) and is_red(get_datetime(drill.started_at), now, get_red_minutes()),
		"totals": totals.__dict__,
		"people": rows,
	}
