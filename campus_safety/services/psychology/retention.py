"""How long a psychological file is kept after its student has left (domain §8), and what keeps it longer."""

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
# what goes with a file, the file itself at the end
KINDS = (
	"Campus Screening Result",
	"Campus Screening Interview",
	"Campus Screening Consent",
	"Campus Screening Advice",
	FILE,
)
GRANT, REQUEST = "Campus Emergency Access", "Campus Data Request"
CHUNK = 2000


def follow(today: date) -> None:
	"""Every night: who has left, who is back, and until when each file is kept by the setting of today. Set-based."""
	_note_left(today)
	_note_back()
	_set_until(get_file_years())


def _note_left(today: date) -> None:
	"""By the register's day of graduation where there is one, else from the night on which it is found."""
	while rows := _find(LEFT_SCHOOL, is_noted=False):
		for day, names in _by_day(rows, today).items():
			_write(names, left_on=day)
		commit_chunk()


def _note_back() -> None:
	while rows := _find(NOT_LEFT, is_noted=True):
		_write([row.name for row in rows], left_on=None, retention_until=None)
		commit_chunk()


def _find(statuses: Sequence[str], is_noted: bool) -> list:
	file, student = frappe.qb.DocType(FILE), frappe.qb.DocType(STUDENT)
	noted = file.left_on.isnotnull() if is_noted else file.left_on.isnull()
	return (
		frappe.qb.from_(file)
		.join(student)
		.on(student.name == file.student)
		.select(file.name, student.status, student.graduation_date)
		.where(student.status.isin(statuses) & noted)
		.limit(CHUNK)
		.run(as_dict=True)
	)


def _by_day(rows, today: date) -> dict[date, list[str]]:
	found: dict[date, list[str]] = {}
	for row in rows:
		graduated = row.graduation_date if row.status == "Graduated" else None
		found.setdefault(min(graduated or today, today), []).append(row.name)
	return found


def _set_until(years: int) -> None:
	"""Days of leaving are few; of each the files whose end is another than the setting says."""
	for (day,) in _days_of_leaving():
		until = getdate(add_years(day, years))
		file = frappe.qb.DocType(FILE)
		other = file.retention_until.isnull() | (file.retention_until != until)
		query = frappe.qb.from_(file).select(file.name).where((file.left_on == day) & other).limit(CHUNK)
		while names := [row[0] for row in query.run()]:
			_write(names, retention_until=until)
			commit_chunk()


def _days_of_leaving() -> Sequence[tuple]:
	file = frappe.qb.DocType(FILE)
	return frappe.qb.from_(file).select(file.left_on).distinct().where(file.left_on.isnotnull()).run()


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
	"""Who of them is kept back: something is preserved, read in an emergency that is not reviewed, or asked about."""
	return _held(students) | _read_in_emergency(students, now) | _asked_about(students)


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


def get_records(students: Iterable[str]) -> dict[str, list[tuple[str, str, datetime]]]:
	"""{student: [(kind, name, creation)]} of everything that goes with their files."""
	found: dict[str, list[tuple[str, str, datetime]]] = {student: [] for student in students}
	for kind in KINDS:
		for name, student, created, _day in _read(kind, list(found)):
			found[student].append((kind, name, created))
	return found
