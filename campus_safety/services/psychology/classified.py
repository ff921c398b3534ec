"""分类统计: psychological files and classified care by college and grade. Live for the centre; for others as released last."""

import json
from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

import frappe

from campus_safety.access.scopes import has_any_role, held_units
from campus_safety.domain import roles as r
from campus_safety.domain.psychology import classified as rules
from campus_safety.domain.psychology.released_table import Release, Table, release
from campus_safety.records.students import NOT_LEFT
from campus_safety.services.psychology import kept_releases
from campus_safety.services.psychology.scales import as_json

RELEASE = "Campus Counts Release"
FILE, STUDENT, PLAN, CATEGORY = (
	"Campus Psych File",
	"Campus Student",
	"Campus Care Plan",
	"Campus Care Plan Category",
)
IN_CARE = ("Filed", "Supporting")
SEES_ALL = (r.STUDENT_AFFAIRS, r.SCHOOL_LEADER, r.SAFETY_OFFICE, r.QUALITY_OFFICE)
NONE = "--"  # no college, no grade
BETWEEN = " · "


class Counts(NamedTuple):
	"""values: {(place, college or "*", column): number, None where it is not told}; parents: {place: college}; kinds: of care."""

	values: dict[tuple[str, str], int | None]
	parents: dict[str, str]
	kinds: tuple[str, ...]
	released_at: str | None = None
	is_live: bool = False


def place_of(college: str | None, grade: str | None) -> str:
	return f"{college or NONE}{BETWEEN}{grade or NONE}"


def grade_of(place: str) -> str:
	return place.rsplit(BETWEEN, 1)[-1]


def get_live() -> tuple[Table, dict[str, str], tuple[str, ...]]:
	"""(table, {place: college}, kinds of care) of everybody who is at school."""
	files, cares = _files(), _cares()
	kinds = tuple(frappe.get_all("Campus Care Category", order_by="name asc", pluck="name"))
	parents = {place_of(*row[:2]): row[0] or NONE for row in (*files, *cares)}
	parents = dict(sorted(parents.items()))
	table = rules.make_table(
		((place_of(*row[:2]), rules.CATEGORIES[row[2]]) for row in files),
		((place_of(*row[:2]), row[2]) for row in cares),
		parents,
		kinds,
	)
	return table, parents, kinds


def _files() -> Sequence[tuple]:
	"""(college, grade, category) of each file."""
	file, student = frappe.qb.DocType(FILE), frappe.qb.DocType(STUDENT)
	return (
		frappe.qb.from_(file)
		.join(student)
		.on(student.name == file.student)
		.select(file.college, file.grade, file.category)
		.where(student.status.isin(NOT_LEFT))
		.run()
	)


def _cares() -> Sequence[tuple]:
	"""(college, grade, kind of care) of each student in it; one with two plans of a kind once."""
	plan, row, student, unit = (frappe.qb.DocType(name) for name in (PLAN, CATEGORY, STUDENT, "Campus Unit"))
	rows = (
		frappe.qb.from_(plan)
		.join(row)
		.on((row.parent == plan.name) & (row.parenttype == PLAN))
		.join(student)
		.on(student.name == plan.student)
		.left_join(unit)
		.on(unit.name == student.unit)
		.select(student.college, unit.grade, row.category, plan.student)
		.distinct()
		.where(plan.status.isin(IN_CARE) & student.status.isin(NOT_LEFT))
		.run()
	)
	return [each[:3] for each in rows]


# released: {"parents": {place: college}, "kinds": [kind], "values": [[place or college, column, number or null]]}


def make_release(now: datetime) -> str:
	"""What is told from now on, as it is kept; whatever was told before stands, and no difference tells of a student.

	One after the other: two at the same moment, each blind to the other, would tell two numbers whose difference is a student.
	"""
	frappe.db.get_value("DocType", RELEASE, "name", for_update=True)
	table, parents, kinds = get_live()
	found = release(table, [_read(json.loads(each)) for each in _get_kept()])
	return as_json({"parents": parents, "kinds": list(kinds), "values": kept_releases.keep(found)})


def _get_kept() -> list[str]:
	"""Of all releases, the oldest first; read locked, it knows one that was committed while this transaction waited."""
	table = frappe.qb.DocType(RELEASE)
	rows = frappe.qb.from_(table).select(table.counts).orderby(table.creation).for_update().run()
	return [row[0] for row in rows]


def _read(kept: dict) -> Release:
	return kept_releases.read(kept["values"], rules.equations(kept["parents"], kept["kinds"]))


def get_shown(user: str) -> Counts:
	"""Within the user's reach: live for the centre, else as released last; of a college its lead reads its own lines."""
	if has_any_role(user, r.PSYCH_STAFF):
		table, parents, kinds = get_live()
		return Counts(dict(table.values), parents, kinds, is_live=True)
	row = frappe.db.get_value(RELEASE, {}, ["counts", "released_at"], order_by="creation desc")
	if not row:
		return Counts({}, {}, ())
	kept = json.loads(row[0])
	values = {(each[0], each[1]): each[2] for each in kept["values"]}
	parents, kinds = kept["parents"], tuple(kept["kinds"])
	if not has_any_role(user, SEES_ALL):
		own = held_units(user)
		parents = {place: college for place, college in parents.items() if college in own}
		values = {cell: value for cell, value in values.items() if cell[0] in own or cell[0] in parents}
	return Counts(values, parents, kinds, str(row[1]))
