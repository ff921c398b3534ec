"""Whatever begins or ends an absence reaches the roll, the case and the figures at once, from this one place (domain §5).

Leave granted, begun, overdue, returned from, cancelled; a residence off campus; studies interrupted or ended; a move to
another bed or class.
"""

from datetime import datetime

from frappe.utils import now_datetime

from campus_safety.records.students import AT_SCHOOL
from campus_safety.services.leave import moves
from campus_safety.services.presence import halts, overdue_leaves, tonight

BED = ("status", "dormitory", "dormitory_building")


def follow_permit(permit, method: str | None = None) -> None:
	"""`Campus Leave Permit.on_update`."""
	before = permit.get_doc_before_save()
	if before and before.status == permit.status and before.to_time == permit.to_time:
		return
	now = now_datetime()
	overdue_leaves.follow(permit, now)
	follow([permit.student], now)


def follow_residence(residence, method: str | None = None) -> None:
	"""`Campus Off Campus Residence.on_update`."""
	before = residence.get_doc_before_save()
	if not before or before.status != residence.status or before.to_date != residence.to_date:
		follow([residence.student], now_datetime())


def follow_student(student, method: str | None = None) -> None:
	"""`Campus Student.on_update`: the leaves of whoever leaves the school end with it, those of whoever changes class go along;
	and the beds of tonight. Lists of students come to the same by the five-minute job.
	"""
	before = student.get_doc_before_save()
	if not before:
		return
	now = now_datetime()
	if before.status != student.status and student.status not in AT_SCHOOL:
		moves.close_of_those_gone(now, [student.name])
	if before.unit != student.unit or before.college != student.college:
		moves.follow_class(now, [student.name])
	if any(before.get(field) != student.get(field) for field in BED):
		tonight.follow(
			[student.name], now, filter(None, (before.dormitory_building, student.dormitory_building))
		)


def follow(students: list[str], now: datetime) -> None:
	"""Search first, then tonight's rows, which show what became of it."""
	halts.follow_leaves(students, now)
	tonight.follow(students, now)
