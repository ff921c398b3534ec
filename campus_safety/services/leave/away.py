"""Who is away with a reason: the one answer for the night, for classes missed and for residents without a trace (domain §4)."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date, datetime, timedelta

import frappe

from campus_safety.domain.leave.away import ACTIVE, EXPLAINING, Leave, Residence
from campus_safety.domain.leave.permits import PENDING
from campus_safety.services.leave.policy import get_undecided_hours

PERMIT, RESIDENCE, STUDENT = "Campus Leave Permit", "Campus Off Campus Residence", "Campus Student"


def get_leaves(
	first: datetime,
	last: datetime,
	students: Sequence[str] | None = None,
	building: str | None = None,
) -> dict[str, list[Leave]]:
	"""{student: leaves that explain any part of `first` to `last`}, of these students, of a building, or of all."""
	permit = frappe.qb.DocType(PERMIT)
	query = (
		_of_building(permit, building)
		.select(
			permit.student,
			permit.name,
			permit.from_time,
			permit.to_time,
			permit.status,
			permit.actual_return,
			permit.leave_type,
			permit.approved_at,
			permit.creation,
		)
		.where((permit.from_time <= last) & (permit.to_time > first))
		.where(permit.status.isin((*EXPLAINING, PENDING)))
	)
	if students is not None:
		query = query.where(permit.student.isin(list(students) or [""]))
	found, undecided_for = defaultdict(list), timedelta(hours=get_undecided_hours())
	for student, *values, approved_at, filed_at in query.run():
		leave = Leave(*values, undecided_for=undecided_for, granted_at=approved_at or filed_at)
		if leave.explains(first, last):
			found[student].append(leave)
	return dict(found)


def get_residences(
	first: date, last: date, building: str | None = None, students: Sequence[str] | None = None
) -> dict[str, list[Residence]]:
	"""{student: approved residences off campus on any day from `first` to `last`}, of a building, of these, or of all."""
	home = frappe.qb.DocType(RESIDENCE)
	query = (
		_of_building(home, building)
		.select(home.student, home.name, home.from_date, home.to_date, home.status)
		.where((home.status == ACTIVE) & (home.from_date <= last) & (home.to_date >= first))
	)
	if students is not None:
		query = query.where(home.student.isin(list(students) or [""]))
	found = defaultdict(list)
	for student, *values in query.run():
		found[student].append(Residence(*values))
	return dict(found)


def get_on_leave(first: datetime, last: datetime, students: Sequence[str] | None = None) -> set[str]:
	"""Students whom a leave explains in any part of `first` to `last`."""
	return set(get_leaves(first, last, students))


def get_off_campus(first: date, last: date) -> set[str]:
	"""Students with an approved residence off campus on any day from `first` to `last`."""
	return set(get_residences(first, last))


def _of_building(table, building: str | None):
	"""The rows of those who have their bed there."""
	query = frappe.qb.from_(table)
	if building is None:
		return query
	student = frappe.qb.DocType(STUDENT)
	return query.join(student).on((student.name == table.student) & (student.dormitory_building == building))
