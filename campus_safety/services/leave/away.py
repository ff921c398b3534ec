"""Who is away with a reason: leave granted, or gone in an emergency with the papers to follow; residence off campus (domain §4)."""

from collections.abc import Sequence
from datetime import date, datetime

import frappe

PERMIT, RESIDENCE = "Campus Leave Permit", "Campus Off Campus Residence"
GRANTED = ("Approved", "On Leave")


def get_on_leave(first: datetime, last: datetime, students: Sequence[str] | None = None) -> set[str]:
	"""Students with a leave that covers any part of `first` to `last`; of these students, or of all.

	An overdue leave explains nothing, and one ends with the return.
	"""
	permit = frappe.qb.DocType(PERMIT)
	valid = permit.status.isin(GRANTED) | ((permit.leave_type == "Emergency") & (permit.status == "Pending"))
	query = (
		frappe.qb.from_(permit)
		.select(permit.student)
		.where(valid & (permit.from_time <= last) & (permit.to_time > first))
		.where(permit.actual_return.isnull() | (permit.actual_return > first))
	)
	if students is not None:
		query = query.where(permit.student.isin(list(students) or [""]))
	return {row[0] for row in query.run()}


def get_off_campus(first: date, last: date) -> set[str]:
	"""Students with an approved residence off campus on any day from `first` to `last`."""
	return set(
		frappe.get_all(
			RESIDENCE,
			filters={"status": "Active", "from_date": ("<=", last), "to_date": (">=", first)},
			pluck="student",
		)
	)
