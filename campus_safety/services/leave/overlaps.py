"""No two leaves of one student at one time."""

from datetime import datetime

import frappe
from frappe.utils import get_link_to_form

from campus_safety.domain.leave.permits import EMERGENCY, TAKES_TIME, Span

PERMIT = "Campus Leave Permit"


def lock_student(student: str) -> None:
	"""Two requests of one student queue here until the first is committed."""
	frappe.db.get_value("Campus Student", student, "name", for_update=True)


def find_overlap(student: str, span: Span, but: str | None, emergencies: bool = False) -> frappe._dict | None:
	"""The permit in the way; a student who came back early is no longer in their own way. emergencies: only another of these."""
	permit = frappe.qb.DocType(PERMIT)
	query = (
		frappe.qb.from_(permit)
		.select(permit.name, permit.from_time, permit.to_time, permit.actual_return, permit.status)
		.where(permit.student == student)
		.where(permit.status.isin(TAKES_TIME))
		.where(permit.name != (but or ""))
		.where((permit.from_time < span.end) & (permit.to_time > span.start))
		.orderby(permit.from_time)
		.for_update()  # reads what others have committed since this transaction began
	)
	if emergencies:
		query = query.where(permit.leave_type == EMERGENCY)
	rows = query.run(as_dict=True)
	return next((row for row in rows if span.overlaps(Span(row.from_time, _end(row)))), None)


def show(doctype: str, name: str) -> str:
	"""A link for whoever may open what is in the way, else its number.

	It may have been committed a moment ago, past what this transaction reads without a lock: then the number, too.
	"""
	readable = frappe.db.exists(doctype, name) and frappe.has_permission(doctype, "read", doc=name)
	return get_link_to_form(doctype, name) if readable else name


def _end(row) -> datetime:
	return min(row.actual_return or row.to_time, row.to_time)
