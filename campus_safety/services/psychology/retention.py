"""How long a psychological file is kept after its student has left (domain §8), and what keeps it longer."""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date, datetime

import frappe
from frappe.utils import add_years, getdate

from campus_safety.engines.seal.leaves import follow_rows
from campus_safety.engines.sets.bulk_select import select_rows
from campus_safety.engines.sets.chunks import commit_chunk
from campus_safety.records import holds
from campus_safety.records.students import LEFT_SCHOOL, NOT_LEFT
from campus_safety.services.psychology.settings import get_file_years

FILE, STUDENT = "Campus Psych File", "Campus Student"
CRISIS, CRISIS_OVER = "Campus Crisis Case", "Closed"
# what goes with a file, the file itself at the end
KINDS = (
	"Campus Screening Result",
	"Campus Screening Interview",
	"Campus Screening Consent",
	"Campus Screening Advice",
	"Campus Counselling Appointment",
	"Campus Session Note",
	"Campus Student Referral",
	"Campus Key Feedback",
	CRISIS,
	"Campus Parent Risk Notice",
	"Campus Responsibility Transfer",
	"Campus Safety Plan",
	FILE,
)
GRANT, REQUEST = "Campus Emergency Access", "Campus Data Request"
CHUNK = 2000


def follow(today: date) -> None:
	"""Every night: who has left, who is back, and until when each file is kept by the setting of today. Set-based.

	The register is read anew each time, for a day that was wrong is put right there. Nothing is destroyed sooner than so
	many years after the newest record in it: a day of leaving written long back shortens nothing.
	"""
	_note_back()
	after = ""
	while rows := _find_left(after):
		_follow_part(rows, today)
		after = rows[-1].name
		commit_chunk()


def _note_back() -> None:
	while rows := _find_back():
		_write(rows, left_on=None, retention_until=None)
		commit_chunk()


def _find_back() -> list[str]:
	file, student = frappe.qb.DocType(FILE), frappe.qb.DocType(STUDENT)
	return (
		frappe.qb.from_(file)
		.join(student)
		.on(student.name == file.student)
		.select(file.name)
		.where(student.status.isin(NOT_LEFT) & file.left_on.isnotnull())
		.limit(CHUNK)
		.run(pluck=True)
	)


def _find_left(after: str) -> list:
	"""The next files, in the order of their names, of students who are no longer at the school."""
	file, student = frappe.qb.DocType(FILE), frappe.qb.DocType(STUDENT)
	return (
		frappe.qb.from_(file)
		.join(student)
		.on(student.name == file.student)
		.select(
			file.name,
			file.student,
			file.left_on,
			file.retention_until,
			student.status,
			student.graduation_date,
		)
		.where(student.status.isin(LEFT_SCHOOL) & (file.name > after))
		.orderby(file.name)
		.limit(CHUNK)
		.run(as_dict=True)
	)


def _follow_part(rows: list, today: date) -> None:
	newest, years = _newest_of([row.student for row in rows]), get_file_years()
	changed: dict[tuple[date, date], list[str]] = {}
	for row in rows:
		left_on = _left_on(row, today)
		until = getdate(add_years(max(left_on, newest[row.student]), years))
		if (row.left_on, row.retention_until) != (left_on, until):
			changed.setdefault((left_on, until), []).append(row.name)
	for (left_on, until), names in changed.items():
		_write(names, left_on=left_on, retention_until=until)


def _left_on(row, today: date) -> date:
	"""The register's day of graduation once it is over, else the night on which it was found that they had left."""
	if row.status == "Graduated" and row.graduation_date and row.graduation_date <= today:
		return row.graduation_date
	return row.left_on or today


def _newest_of(students: Sequence[str]) -> dict[str, date]:
	"""{student: day on which the newest record of the file was made}, by the clock of the server and nobody's entry."""
	found: dict[str, date] = {}
	for kind in KINDS:
		for student, created in select_rows(kind, ("student", "creation"), "student", students):
			found[student] = max(found.get(student, date.min), created.date())
	return found


def _write(names: Sequence[str], **values) -> None:
	frappe.db.set_value(FILE, {"name": ("in", names)}, values, update_modified=False)
	follow_rows(FILE, names)


# what falls due, and what is kept back


def get_due(due_by: date) -> list[str]:
	"""Students whose file is kept no longer and stands in no other proposal, in the order of their numbers."""
	return frappe.get_all(
		FILE,
		filters={"retention_until": ("between", ("1900-01-01", due_by)), "destruction": ("is", "not set")},
		order_by="student asc",
		pluck="student",
	)


def find_kept(students: Sequence[str], now: datetime) -> set[str]:
	"""Who of them is kept back: something is preserved, read in an emergency that is not reviewed, asked about, or not over."""
	return _held(students) | _read_in_emergency(students, now) | _asked_about(students) | _in_crisis(students)


def _held(students: Sequence[str]) -> set[str]:
	open_holds = holds.get_open()
	found = set(students) & open_holds.students.keys()
	for kind in KINDS if open_holds.records or open_holds.periods else ():
		found |= {row[1] for row in _read(kind, students) if _is_held(kind, row, open_holds)}
	return found


def _is_held(kind: str, row: tuple, open_holds: holds.Holds) -> bool:
	name, _student, created, occurred = row
	day = getdate(occurred or created)
	return (kind, name) in open_holds.records or any(period.covers(day) for period in open_holds.periods)


def _read(kind: str, students: Sequence[str]) -> Sequence[tuple]:
	"""(name, student, creation, day it is about)."""
	day = "occurred_on" if frappe.get_meta(kind).has_field("occurred_on") else "creation"
	return select_rows(kind, ("name", "student", "creation", day), "student", students)


def _read_in_emergency(students: Sequence[str], now: datetime) -> set[str]:
	rows = select_rows(GRANT, ("student", "expires_at", "review"), "student", students)
	return {row[0] for row in rows if row[1] > now or row[2] == "Pending"}


def _asked_about(students: Sequence[str]) -> set[str]:
	"""A copy is owed before the original goes."""
	rows = select_rows(REQUEST, ("student",), "student", students, status="Open", concerns="Psychological")
	return {row[0] for row in rows}


def _in_crisis(students: Sequence[str]) -> set[str]:
	"""Whoever closes it says first how it ended."""
	rows = select_rows(CRISIS, ("student", "status"), "student", students)
	return {student for student, status in rows if status != CRISIS_OVER}


def get_years(students: Sequence[str]) -> dict[int, int]:
	"""{year of leaving: students}, so that whoever signs sees whose files these are."""
	days = [getdate(row[0]) for row in select_rows(FILE, ("left_on",), "student", students) if row[0]]
	return dict(sorted(Counter(day.year for day in days).items()))


def get_records(students: Iterable[str]) -> dict[str, list[tuple[str, str, datetime]]]:
	"""{student: [(kind, name, when it was last written)]} of everything that goes with their files."""
	found: dict[str, list[tuple[str, str, datetime]]] = {student: [] for student in students}
	for kind in KINDS:
		rows = select_rows(kind, ("name", "student", "creation", "modified"), "student", list(found))
		for name, student, created, changed in rows:
			found[student].append((kind, name, max(created, changed)))
	return found
