"""What each step of a notice to the police needs, and what it writes down."""

from datetime import datetime

import frappe
from frappe import _

from campus_safety.access.secrets import is_encrypted
from campus_safety.domain.incidents.police import (
	APPROVALS,
	APPROVED,
	CONSENT,
	DRAFTED,
	RECALLED,
	RECEIVED,
	SENT,
	find_blocked,
)
from campus_safety.exceptions import PolicePushError
from campus_safety.records.scope import get_scope_of_student
from campus_safety.services.privacy import assessments

PUSH, ACTIVITY = "Campus Police Push", "Police Push"
SENDING = frozenset(("receiver", "channel"))
RECEIPT = frozenset(("receipt_no", "receipt_on", "feedback"))
RECALL = frozenset(("recall_reason",))
# what may be entered in which state; a draft is open
OPEN_FIELDS = {APPROVED: SENDING, SENT: RECEIPT | RECALL, RECEIVED: RECEIPT | RECALL}
CHECKED = ("legal_basis", "school_contact", "receiver")
CHECKED_IN_ROWS = ("area", "law_cited", "necessity")


def validate_changes(push, before) -> None:
	"""What was approved is what is sent. Errors: PolicePushError."""
	if not before or before.status == DRAFTED:
		return
	wrong = {*push.changed_content(before)} - OPEN_FIELDS.get(before.status, frozenset())
	if wrong:
		label = _(push.meta.get_label(sorted(wrong)[0]), context=push.doctype)
		_refuse(_("{0} was approved as it stands: return the push to its draft first.").format(label))


def validate_texts(push) -> None:
	"""Before the secret ones are encrypted. Errors: PolicePushError naming row, field and word."""
	for field in CHECKED:
		_validate_text(push, field, "")
	for row in push.rows:
		for field in CHECKED_IN_ROWS:
			_validate_text(row, field, _("Row {0}: ").format(row.idx))


def validate_rows(push, before) -> None:
	"""Errors: PolicePushError naming the row."""
	seen = set()
	for row in push.rows:
		place = _("Row {0}: ").format(row.idx)
		if row.student in seen:
			_refuse(place + _("this student stands there already."))
		seen.add(row.student)
		if not before or before.status == DRAFTED:
			_validate_student(push, row, place)
		if row.push_basis == CONSENT and not row.consent_on:
			_refuse(place + _("enter the day of the student's separate consent."))
		if row.push_basis != CONSENT and not (row.law_cited or "").strip():
			_refuse(place + _("cite law and article."))


def _validate_student(push, row, place: str) -> None:
	if get_scope_of_student(row.student)[1] != push.for_college:
		_refuse(place + _("this student is not of the college that reports."))


def _validate_text(doc, field: str, place: str) -> None:
	"""Ciphertext was looked at when it was entered."""
	text = doc.get(field)
	if word := None if is_encrypted(text) else find_blocked(text):
		label = _(doc.meta.get_label(field), context=doc.doctype)
		_refuse(
			place
			+ _(
				"{0} holds “{1}”: counselling, scores, diagnosis, poverty and family never go to the police."
			).format(label, word)
		)


def validate_step(push, before, user: str, today) -> None:
	"""Errors: PolicePushError naming what is missing; AssessmentNeededError without an impact assessment."""
	if before and before.status == push.status:
		return
	assessment_needed = not before or push.status in (*APPROVALS, SENT)
	if assessment_needed and not push.nil_return:
		assessments.validate_assessed(ACTIVITY, today)
	if not before:
		return
	if push.status in APPROVALS:
		_validate_approver(push, user)
	gaps = _gaps(push)
	if gaps:
		frappe.throw(gaps, PolicePushError, title=_("Not yet"), as_list=True)


def _validate_approver(push, user: str) -> None:
	"""Four people, none of them who wrote it."""
	if user in (push.recorded_by, *(push.get(field) for field in APPROVALS.values())):
		_refuse(_("Whoever wrote or approved a push does not approve it again: another person does."))


def _gaps(push) -> list[str]:
	gaps = []
	if push.status in APPROVALS:
		if push.nil_return and push.rows:
			gaps.append(_("A nil return reports nobody: take the rows out."))
		if push.nil_return and not (push.nil_review or "").strip():
			gaps.append(_("Write what was looked at before nobody is reported."))
		if not push.nil_return and not push.rows:
			gaps.append(_("Name who is reported, or make it a nil return."))
		gaps += [
			_("Row {0}: enter when the student was informed, or why not.").format(row.idx)
			for row in push.rows
			if not (row.student_informed_at or row.why_not_informed)
		]
	if push.status == SENT and not push.nil_return:
		if not (push.receiver and push.channel):
			gaps.append(_("Enter who receives it, and by which channel."))
		if not push.export_number:
			gaps.append(_("Print it for the police first: it gets its number there."))
	if push.status == RECEIVED and not (push.receipt_no and push.receipt_on):
		gaps.append(_("Enter number and day of the receipt."))
	if push.status == RECALLED and not (push.recall_reason or "").strip():
		gaps.append(_("Write why it is recalled."))
	return gaps


def follow(push, before, user: str, now: datetime) -> None:
	"""What a step writes down."""
	if not before or before.status == push.status:
		return
	at = now.replace(microsecond=0)
	if push.status in APPROVALS:
		push.set(APPROVALS[push.status], user)
		push.impact_assessment = assessments.get_valid(ACTIVITY, now.date())
	if push.status == DRAFTED:
		for field in APPROVALS.values():
			push.set(field, None)
		push.leader_at = None
	elif push.status == APPROVED:
		push.leader_at = at
	elif push.status == SENT:
		push.sent_at, push.sent_by = at, user
	elif push.status == RECALLED:
		push.recalled_at = at


def _refuse(text: str) -> None:
	frappe.throw(text, PolicePushError)
