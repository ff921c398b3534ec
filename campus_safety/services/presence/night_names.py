"""The names behind a night's figures: late, missing, and found again, for those who may see them (domain §5 ledger)."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime

import frappe

from campus_safety.access.queries import criterion
from campus_safety.access.scopes.presence import absence_cases, night_names
from campus_safety.domain.presence.night import Status
from campus_safety.services.presence.absence_cases import CASE, SEARCHING
from campus_safety.services.presence.expected import NO_SEARCH, STUDENT
from campus_safety.services.presence.roll_rows import ROW

MOST = 2_000
TOLD = (Status.LATE.value, Status.MISSING.value)
CASE_FIELDS = ("name", "cause", "whereabouts", "taken_by", "outcome", "status", "located_at")


@dataclass(frozen=True)
class Name:
	"""One line below the figures. case: {CASE_FIELDS} when there is one the reader may open."""

	student: str
	student_name: str
	dormitory: str | None
	unit: str | None
	college: str | None
	status: str
	return_time: datetime | None = None
	case: Mapping | None = None


def get_names(night: date, narrowed: Mapping[str, str] | None = None, user: str | None = None) -> list[Name]:
	"""By building and number. Whoever was missing and has been found stays on the list with what became of it."""
	user, narrowed = user or frappe.session.user, narrowed or {}
	marked = {name.student: name for name in _marked(night, narrowed, user)}
	cases = _cases(night, narrowed, user, marked)
	lines = [replace(name, case=cases.pop(student, None)) for student, name in marked.items()]
	lines += [
		_found_again(case)
		for case in cases.values()
		if case.status not in SEARCHING and case.outcome != NO_SEARCH
	]
	return sorted(lines, key=lambda name: (name.dormitory or "", name.student))


def _marked(night: date, narrowed: Mapping, user: str) -> list[Name]:
	row, student = frappe.qb.DocType(ROW), frappe.qb.DocType(STUDENT)
	query = (
		frappe.qb.from_(row)
		.join(student)
		.on(student.name == row.student)
		.select(
			row.student,
			student.student_name,
			row.dormitory,
			row.unit,
			row.college,
			row.status,
			row.return_time,
		)
		.where((row.roll_date == night) & row.status.isin(TOLD) & criterion(night_names(user, ROW), row))
		.limit(MOST)
	)
	for field, value in narrowed.items():
		query = query.where(row[field] == value)
	return [Name(*values) for values in query.run()]


def _cases(night: date, narrowed: Mapping, user: str, marked) -> dict[str, frappe._dict]:
	"""{student: the latest case of that night}, of the cases the reader reaches."""
	case = frappe.qb.DocType(CASE)
	query = (
		frappe.qb.from_(case)
		.select(
			*(case[field] for field in CASE_FIELDS),
			case.student,
			case.student_name,
			case.source,
			case.dormitory,
			case.unit,
			case.college,
		)
		.where((case.roll_date == night) & criterion(absence_cases(user, CASE), case))
		.orderby(case.detected_at)
		.limit(MOST)
	)
	for field, value in narrowed.items():
		query = query.where(case[field] == value)
	return {row.student: row for row in query.run(as_dict=True)}


def _found_again(case) -> Name:
	return Name(case.student, case.student_name, case.dormitory, case.unit, case.college, "Found", None, case)
