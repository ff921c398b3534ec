"""Medical support goes with the student: with whoever can still answer at once, else by a handover; it ends when they have left."""

from collections.abc import Iterable
from datetime import datetime

import frappe
from frappe import _

from campus_safety.access.scopes import has_any_role
from campus_safety.domain.roles import COLLEGE_LEAD, PSYCH_STAFF
from campus_safety.engines.messages.telling import in_school_language
from campus_safety.engines.opening import access_log
from campus_safety.engines.seal.leaves import follow_rows
from campus_safety.exceptions import CareStepError
from campus_safety.records.posts import get_newest_holder
from campus_safety.records.students import LEFT_SCHOOL
from campus_safety.services.risk import open_files
from campus_safety.services.risk.open_files import MEDICAL, PERSON, may_answer

SUPPORT, ENDED = "Campus Medical Support", "Ended"


def end(support, now: datetime) -> None:
	"""By who answers, the college or the centre; with a reason. Errors: PermissionError, CareStepError."""
	user = frappe.session.user
	if user != support.responsible_person and not has_any_role(user, (COLLEGE_LEAD, *PSYCH_STAFF)):
		frappe.throw(_("Who answers for it ends it, or the College Lead."), frappe.PermissionError)
	if support.status == ENDED:
		frappe.throw(_("It has ended already."), CareStepError)
	if not support.end_reason:
		frappe.throw(_("Write why it ends, save, then end it."), CareStepError)
	_end(support, now)


def look(now: datetime, students: Iterable[str] | None = None) -> list[str]:
	"""Names of the supports that moved or ended: among all running ones, or those of these students.

	Where nobody named can answer in the new class it stays where it is until it has been handed over (domain §9: access moves at
	that moment and not before).
	"""
	changed = [
		row
		for row in open_files.read(MEDICAL, students)
		if row.student_status in LEFT_SCHOOL
		or (row.unit_now != row.unit and may_answer(MEDICAL, PERSON, row[PERSON], row))
	]
	for row in changed:
		if row.student_status in LEFT_SCHOOL:
			support = frappe.get_doc(SUPPORT, row.name)
			with in_school_language():
				support.end_reason = _("The student has left the school: {0}.").format(
					_(row.student_status, context="Campus Student")
				)
			_end(support, now)
		else:
			_move(row)
	return [row.name for row in changed]


def _end(support, now: datetime) -> None:
	support.status, support.ended_on = ENDED, now.date()
	with support.as_app():
		support.save(ignore_permissions=True)  # asked above; whoever changes a student need not reach it
	access_log.record("State", SUPPORT, support.name, student=support.student, reason=f"→ {ENDED}")


def _move(row) -> None:
	"""Beside the form, which may be open; the seal follows."""
	values = {
		"unit": row.unit_now,
		"college": row.college_now,
		"lead": get_newest_holder("College Lead", row.college_now),
	}
	frappe.db.set_value(SUPPORT, row.name, values, update_modified=False)
	follow_rows(SUPPORT, [row.name])
	access_log.record("State", SUPPORT, row.name, student=row.student, reason=f"→ {row.unit_now}")
