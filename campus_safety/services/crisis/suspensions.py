"""What a suspension 休学 sets in motion beyond itself: the register follows, and nobody on leave is forgotten.

Looked for by what is so: run again it changes nothing and tells nobody twice.
"""

from datetime import date, datetime

import frappe
from frappe import _
from frappe.utils import getdate

from campus_safety.domain.crisis.way_back import SUSPENSION_OPEN
from campus_safety.domain.roles import ACADEMIC_AFFAIRS, PSYCH_HEAD
from campus_safety.engines.messages.telling import About, tell
from campus_safety.engines.sets.one_by_one import one_by_one
from campus_safety.records import states
from campus_safety.records.named import may_be_named
from campus_safety.records.posts import get_users_with_role
from campus_safety.records.students import AT_SCHOOL, LEFT_SCHOOL

SUSPENSION, STUDENT = "Campus Study Suspension", "Campus Student"
OPEN = tuple(sorted(SUSPENSION_OPEN))
SUSPENDED = "Suspended"
OVER = ("Back", "Lifted")


def get_open(student: str | None) -> str | None:
	return student and frappe.db.get_value(SUSPENSION, {"open_key": student})


def follow_register(suspension) -> None:
	"""Nights, leave and duties read the student's status and nothing else."""
	status = frappe.db.get_value(STUDENT, suspension.student, "status")
	if suspension.status == SUSPENDED and status in AT_SCHOOL:
		_put(suspension.student, SUSPENDED)
	elif suspension.status in OVER and status == SUSPENDED:
		_put(suspension.student, suspension.status_before or AT_SCHOOL[0])


def _put(student: str, status: str) -> None:
	document = frappe.get_doc(STUDENT, student)
	document.status = status
	document.save(ignore_permissions=True)  # who decides is checked by the suspension


def tell_step(suspension, now: datetime) -> None:
	"""Who must act next, and who has to know. The number and what to do."""
	name, status = suspension.name, suspension.status
	if status == "Heard":
		tell(
			get_users_with_role(ACADEMIC_AFFAIRS),
			lambda: _("Suspension {0} waits for the decision of Academic Affairs").format(name),
			f"suspension|{name}|decide|{now}",
			suspension,
			now=now,
		)
	elif status in (SUSPENDED, "Refused", "Lifted"):  # whoever was named sees it no longer once it has ended
		tell(
			[suspension.contact_person, suspension.lead, suspension.owner],
			lambda: _("Suspension {0} was decided: {1}").format(name, _(status, context=SUSPENSION)),
			f"suspension|{name}|{status}",
			suspension,
			now=now,
			is_end=status != SUSPENDED,
		)


# each morning


def run(now: datetime) -> dict[str, int]:
	"""{"begun", "ended", "reminded", "reviews", "alone", "errors"} of this run."""
	counts = dict.fromkeys(("begun", "ended", "reminded", "reviews", "alone", "errors"), 0)
	rows = _rows(now.date())
	counts["errors"] = one_by_one(rows, lambda row: _go_on(row, now, counts), "Suspensions")
	return counts


def _rows(today: date) -> list[frappe._dict]:
	suspension, student = frappe.qb.DocType(SUSPENSION), frappe.qb.DocType(STUDENT)
	return (
		frappe.qb.from_(suspension)
		.join(student)
		.on(student.name == suspension.student)
		.select(
			suspension.name,
			suspension.student,
			suspension.status,
			suspension.status_set,
			suspension.from_date,
			suspension.contact_person,
			suspension.lead,
			suspension.next_contact_due,
			suspension.review_starts_on,
			suspension.asked_back_on,
			suspension.for_office,
			suspension.appeal_until,
			student.status.as_("student_status"),
		)
		.where(suspension.status.isin(OPEN))
		.orderby(suspension.name)
		.run(as_dict=True)
	)


def _go_on(row, now: datetime, counts: dict[str, int]) -> None:
	today = now.date()
	if row.student_status in LEFT_SCHOOL:
		_end(row.name)
		counts["ended"] += 1
		return
	if row.status != SUSPENDED:
		return
	if not may_be_named(SUSPENSION, "contact_person", row.contact_person, row.student):
		counts["alone"] += len(_tell_nobody_is_there(row, now))
	begins = not row.status_set and row.from_date <= today
	if begins or (row.for_office and row.appeal_until and row.appeal_until < today):
		_save_again(row.name)
		counts["begun"] += int(begins)
	if row.next_contact_due and row.next_contact_due <= today:
		counts["reminded"] += len(_remind_of_contact(row, now))
	if row.review_starts_on <= today:
		counts["reviews"] += len(_tell_of_review(row, now))


def _end(name: str) -> None:
	document = frappe.get_doc(SUSPENSION, name, for_update=True)
	states.put(document, "Ended")
	_save(document)


def _save_again(name: str) -> None:
	"""Its own rules do the rest."""
	_save(frappe.get_doc(SUSPENSION, name, for_update=True))


def _save(document) -> None:
	with document.as_app():
		document.save(ignore_permissions=True)  # the app goes on: whoever caused it need not reach it


def _tell_nobody_is_there(row, now: datetime) -> list[str]:
	"""Whoever kept in touch has gone, or looks after the student no more: told each day until somebody is named."""
	return tell(
		[row.lead, *get_users_with_role(PSYCH_HEAD)],
		lambda: _("Suspension {0}: nobody keeps in touch with the student. Name who does").format(row.name),
		f"suspension|{row.name}|alone|{now.date()}",
		About(SUSPENSION, row.name),
		now=now,
	)


def _remind_of_contact(row, now: datetime) -> list[str]:
	return tell(
		[row.contact_person],
		lambda: _("Suspension {0}: a contact with the student is due").format(row.name),
		f"suspension|{row.name}|contact|{row.next_contact_due}",
		About(SUSPENSION, row.name),
		now=now,
	)


def _tell_of_review(row, now: datetime) -> list[str]:
	"""Once for the day on which the way back begins."""
	return tell(
		[row.contact_person, *get_users_with_role(PSYCH_HEAD)],
		lambda: _("Suspension {0}: the way back begins, prepare the assessment").format(row.name),
		f"suspension|{row.name}|review|{row.review_starts_on}",
		About(SUSPENSION, row.name),
		now=now,
	)


# the way back


def note_asked_back(name: str, day) -> None:
	document = frappe.get_doc(SUSPENSION, name, for_update=True)
	if document.asked_back_on:
		return
	document.asked_back_on = getdate(day)
	_save(document)


def look_again(name: str, day) -> None:
	"""Not yet: the way back begins once more on that day."""
	document = frappe.get_doc(SUSPENSION, name, for_update=True)
	document.review_starts_on = getdate(day)
	_save(document)


def come_back(name: str, day) -> None:
	document = frappe.get_doc(SUSPENSION, name, for_update=True)
	if document.status != SUSPENDED:
		return
	document.back_on = getdate(day)
	states.put(document, "Back")
	_save(document)
