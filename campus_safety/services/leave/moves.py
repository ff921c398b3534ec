"""What time alone does to leaves and residences; set-based, and done again it changes nothing."""

from collections.abc import Sequence
from datetime import datetime
from functools import partial

import frappe
from frappe import _
from frappe.utils import getdate
from pypika import Criterion
from pypika.terms import ExistsCriterion

from campus_safety.domain.leave import permits
from campus_safety.engines.messages.telling import About, tell
from campus_safety.engines.seal.leaves import follow_rows
from campus_safety.records.posts import CLASS_POSTS, get_holders
from campus_safety.records.states import state_of
from campus_safety.records.students import AT_SCHOOL
from campus_safety.services.leave.policy import get_policy

PERMIT, RESIDENCE, STUDENT = "Campus Leave Permit", "Campus Off Campus Residence", "Campus Student"
# what is not over yet, and goes along when a student changes class
OPEN_OF = {
	PERMIT: (permits.DRAFT, permits.PENDING, permits.APPROVED, *permits.AWAY, permits.RETURNED),
	RESIDENCE: ("Draft", "Counsellor Review", "College Review", "Affairs Review", "Active"),
	"Campus Absence Case": ("Pending", "Checking", "Located", "Cleared"),
}


def begin(now: datetime) -> int:
	"""Approved ones whose hour has come; after an emergency the student may be back before the approval."""
	permit, student = frappe.qb.DocType(PERMIT), frappe.qb.DocType(STUDENT)
	at_school = frappe.qb.from_(student).select(student.name).where(student.status.isin(AT_SCHOOL))
	approved = (permit.status == permits.APPROVED) & permit.student.isin(at_school)
	_move(permit, approved & permit.actual_return.notnull(), permits.RETURNED, now)
	return _move(
		permit, approved & permit.actual_return.isnull() & (permit.from_time <= now), permits.ON_LEAVE, now
	)


def overdue(now: datetime) -> list[str]:
	"""On leave past the end and the grace, and not prolonged; an emergency that was never decided, too. Their names."""
	names = _find_overdue(now)
	if not names:
		return []
	permit = frappe.qb.DocType(PERMIT)
	these = permit.name.isin(names)
	frappe.qb.update(permit).set(permit.overdue_since, now).where(these).run()
	_move(permit, these & (permit.status == permits.ON_LEAVE), permits.OVERDUE, now)
	follow_rows(PERMIT, names)
	return names


def _find_overdue(now: datetime) -> list[str]:
	permit, later = frappe.qb.DocType(PERMIT), frappe.qb.DocType(PERMIT).as_("later")
	student = frappe.qb.DocType(STUDENT)
	prolonged = (
		frappe.qb.from_(later)
		.select(later.extends)
		.where(later.extends.notnull() & later.status.isin(permits.GRANTED))
	)
	another = (  # an emergency within it, or the leave that follows an emergency
		frappe.qb.from_(later)
		.select(later.name)
		.where((later.student == permit.student) & (later.name != permit.name))
		.where(later.status.isin((permits.APPROVED, permits.ON_LEAVE)) & later.actual_return.isnull())
		.where((later.from_time <= now) & (later.to_time > now))
	)
	at_school = (
		frappe.qb.from_(student)
		.select(student.name)
		.where((student.name == permit.student) & student.status.isin(AT_SCHOOL))
	)
	rows = (
		frappe.qb.from_(permit)
		.select(permit.name)
		.where(
			(permit.status == permits.ON_LEAVE)
			| ((permit.status == permits.PENDING) & (permit.leave_type == permits.EMERGENCY))
		)
		.where(permit.to_time < now - get_policy().grace)
		.where(permit.actual_return.isnull() & permit.overdue_since.isnull())
		.where(permit.name.notin(prolonged))
		.where(ExistsCriterion(another).negate() & ExistsCriterion(at_school))
		.for_update()
		.run()
	)
	return [row[0] for row in rows]


def close_of_those_gone(now: datetime, students: Sequence[str] | None = None) -> int:
	"""Leaves and applications of students who are at school no more (left, graduated, suspended) end with it: nobody is searched
	for because of them, and whoever is searched for already still is. Of these students, or all."""
	student, permit = frappe.qb.DocType(STUDENT), frappe.qb.DocType(PERMIT)
	gone = frappe.qb.from_(student).select(student.name).where(student.status.notin(AT_SCHOOL))
	if students is not None:
		gone = gone.where(student.name.isin(list(students) or [""]))
	running = permit.status.isin((permits.DRAFT, permits.PENDING, permits.APPROVED, *permits.AWAY))
	return _move(permit, running & permit.student.isin(gone), permits.CANCELLED, now)


def follow_class(now: datetime, students: Sequence[str] | None = None) -> int:
	"""What is still open about a student belongs to the class they are in now: its staff see and decide it, those of the old
	class no longer do. Closed records keep the class of their day. Of these students, or all. Returns how many moved."""
	moved = 0
	for doctype, statuses in OPEN_OF.items():
		record, student = frappe.qb.DocType(doctype), frappe.qb.DocType(STUDENT)
		query = (
			frappe.qb.from_(record)
			.join(student)
			.on(student.name == record.student)
			.select(record.name, student.unit, student.college)
			.where(record.status.isin(statuses) & student.unit.isnotnull())
			.where((record.unit != student.unit) | (record.college != student.college))
		)
		if students is not None:
			query = query.where(record.student.isin(list(students) or [""]))
		rows = query.run()
		for name, unit, college in rows:
			frappe.db.set_value(
				doctype, name, {"unit": unit, "college": college, "modified": now}, update_modified=False
			)
		if rows:
			follow_rows(doctype, [row[0] for row in rows])
		moved += len(rows)
	return moved


def expire(now: datetime) -> int:
	"""Residences whose last night is over: from tonight the student is called again, and the class's staff hear it."""
	residence, student = frappe.qb.DocType(RESIDENCE), frappe.qb.DocType(STUDENT)
	ended = (residence.status == "Active") & (residence.to_date < getdate(now))
	rows = (
		frappe.qb.from_(residence)
		.join(student)
		.on(student.name == residence.student)
		.select(residence.name, residence.unit, student.dormitory)
		.where(ended)
		.run()
	)
	frappe.qb.update(residence).set(residence.ended_on, residence.to_date).where(ended).run()
	moved = _move(residence, ended, "Expired", now)
	for name, unit, bed in rows:
		tell(
			get_holders(CLASS_POSTS, unit),
			partial(_expired_words, name, bool(bed)),
			f"residence|{name}|expired",
			About(RESIDENCE, name),
		)
	return moved


def _expired_words(name: str, has_bed: bool) -> str:
	if has_bed:
		return _(
			"Living off campus {0} has ended: from tonight the student is called in the dormitory."
		).format(name)
	return _(
		"Living off campus {0} has ended, and the student has no bed: nobody calls them at night."
	).format(name)


def _move(table, condition: Criterion, status: str, now: datetime) -> int:
	doctype = table.get_table_name().removeprefix("tab")
	query = frappe.qb.from_(table).select(table.name).where(condition)
	found = [row[0] for row in query.run()]
	if found:  # read again with a lock: somebody may have cancelled one meanwhile
		found = [row[0] for row in query.where(table.name.isin(found)).for_update().run()]
	if found:
		(
			frappe.qb.update(table)
			.set(table.status, status)
			.set(table.workflow_state, state_of(doctype, status))
			.set(table.modified, now)  # an open form says that somebody has changed it
			.where(table.name.isin(found))
			.run()
		)
		follow_rows(doctype, found)
	return len(found)
