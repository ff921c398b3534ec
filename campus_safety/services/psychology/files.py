"""A psychological file 心理档案 for everybody from enrolment (domain §8), made set-based; classified counts."""

from collections.abc import Sequence
from datetime import datetime

import frappe
from pypika.functions import Count

from campus_safety.engines.seal.leaves import follow_rows
from campus_safety.engines.sets.bulk_insert import insert_rows
from campus_safety.engines.sets.chunks import commit_chunk
from campus_safety.records.scope import get_term_of
from campus_safety.records.students import NOT_LEFT
from campus_safety.services.psychology.store import STAMPS, new_name

FILE, STUDENT, UNIT = "Campus Psych File", "Campus Student", "Campus Unit"
CHUNK = 5000
GROUPS = ("college", "grade")


def make_missing(now: datetime) -> int:
	"""Whoever is at school and has no file gets one; harmless when repeated. Returns how many."""
	now, made = now.replace(microsecond=0), 0
	term, user = get_term_of(now.date()), frappe.session.user
	columns = (
		*STAMPS,
		"student",
		"unit",
		"college",
		"grade",
		"term",
		"category",
		"status",
		"opened_on",
		"recorded_by",
	)
	while rows := _without_file():
		lines = [
			(
				*(new_name(), now, now, user, user, 0),
				*(*row, term, "Normal", "Opened", now.date(), user),
			)
			for row in rows
		]
		insert_rows(FILE, columns, lines, ignore_duplicates=True)
		commit_chunk()
		made += len(lines)
	return made


def _without_file() -> Sequence[tuple]:
	"""(student, class, college, grade) of some who have none."""
	student, file, unit = (frappe.qb.DocType(name) for name in (STUDENT, FILE, UNIT))
	return (
		frappe.qb.from_(student)
		.left_join(file)
		.on(file.student == student.name)
		.left_join(unit)
		.on(unit.name == student.unit)
		.select(student.name, student.unit, student.college, unit.grade)
		.where(student.status.isin(NOT_LEFT) & file.name.isnull())
		.limit(CHUNK)
		.run()
	)


def follow_moves() -> int:
	"""A file is the student's, wherever they sit now. Returns how many moved."""
	student, file, unit = (frappe.qb.DocType(name) for name in (STUDENT, FILE, UNIT))
	moved = (
		frappe.qb.from_(file)
		.join(student)
		.on(student.name == file.student)
		.left_join(unit)
		.on(unit.name == student.unit)
		.select(file.name, student.unit, student.college, unit.grade)
		.where(file.unit != student.unit)
		.run()
	)
	for name, klass, college, grade in moved:
		frappe.db.set_value(
			FILE, name, {"unit": klass, "college": college, "grade": grade}, update_modified=False
		)
	follow_rows(FILE, [row[0] for row in moved])
	return len(moved)


def get_counts(group: str) -> dict[str, dict[str, int]]:
	"""{college or grade: {category: how many}}, for the centre alone."""
	file = frappe.qb.DocType(FILE)
	found: dict[str, dict[str, int]] = {}
	for name, category, count in (
		frappe.qb.from_(file)
		.select(file[group], file.category, Count("*"))
		.groupby(file[group], file.category)
		.orderby(file[group])
		.run()
	):
		found.setdefault(name or "", {})[category] = count
	return found
