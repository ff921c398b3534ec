"""What each step of a notice to the police needs, and what it writes down."""

from datetime import datetime

import frappe
from frappe import _
from frappe.utils import get_datetime, getdate

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
from campus_safety.records.opened import validate_opened
from campus_safety.records.scope import get_scope_of_student
from campus_safety.services.incidents.settings import get_police_words
from campus_safety.services.privacy import assessments

PUSH, ACTIVITY = "Campus Police Push", "Police Push"
SENDING = frozenset(("receiver", "channel"))
RECEIPT = frozenset(("receipt_no", "receipt_on", "feedback"))
RECALL = frozenset(("recall_reason",))
# what may be entered in which state; a draft is open
OPEN_FIELDS = {APPROVED: SENDING, SENT: RECEIPT | RECALL, RECEIVED: RECEIPT | RECALL}
CHECKED = ("legal_basis", "school_contact", "receiver")
CHECKED_IN_ROWS = ("area", "law_cited", "necessity", "why_not_informed")
SECRET = frozenset(("necessity", "why_not_informed"))


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
			_validate_text(row, field, _row(row))


def validate_rows(push, before) -> None:
	"""Errors: PolicePushError naming the row."""
	seen = set()
	for row in push.rows:
		place = _row(row)
		if row.student in seen:
			_refuse(place + _("this student stands there already."))
		seen.add(row.student)
		if not before or before.status == DRAFTED:
			_validate_student(push, row, place)
		if row.push_basis == CONSENT and not row.consent_on:
			_refuse(place + _("enter the day of the student's separate consent."))
		if row.push_basis != CONSENT and not (row.law_cited or "").strip():
			_refuse(place + _("cite law and article."))


def validate_days(push, before, now: datetime) -> None:
	"""What has not happened yet is not entered. Errors: PolicePushError."""
	for row in push.rows if not before or before.status == DRAFTED else ():
		place = _row(row)
		if row.consent_on and getdate(row.consent_on) > now.date():
			_refuse(place + _("the consent lies in the future."))
		if row.student_informed_at and get_datetime(row.student_informed_at) > now:
			_refuse(place + _("the student cannot have been informed in the future."))
	if push.receipt_on and not getdate(push.sent_at or now) <= getdate(push.receipt_on) <= now.date():
		_refuse(_("The receipt lies before the sending, or in the future."))


def _validate_student(push, row, place: str) -> None:
	if get_scope_of_student(row.student)[1] != push.for_college:
		_refuse(place + _("this student is not of the college that reports."))


def _validate_text(doc, field: str, place: str) -> None:
	"""Ciphertext was looked at when it was entered; what is printed is none, whatever it begins with."""
	text = doc.get(field)
	if word := None if field in SECRET and is_encrypted(text) else find_blocked(text, get_police_words()):
		label = _(doc.meta.get_label(field), context=doc.doctype)
		_refuse(
			place
			+ _(
				"{0} holds “{1}”: counselling, scores, diagnosis, poverty and family never go to the police."
			).format(label, word)
		)


def validate_step(push, before, user: str, today) -> None:
	"""Errors: PolicePushError naming what is missing; AssessmentNeededError without an impact assessment; NotOpenedError
	for whoever approves what they have not read.
	"""
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
	if push.status in APPROVALS and push.rows:
		validate_opened(push, user)


def _validate_approver(push, user: str) -> None:
	"""Four people, none of them who wrote any of it."""
	if user in (push.recorded_by, *push.writers, *(push.get(field) for field in APPROVALS.values())):
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
	"""What a step writes down. A print names its receiver: for another one it is printed anew."""
	if before and push.status == APPROVED and push.receiver != before.receiver:
		push.export_number = None
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


def _row(row) -> str:
	"""The blank stands outside: the framework looks up no text that ends with one."""
	return f"{_('Row {0}:').format(row.idx)} "


def _refuse(text: str) -> None:
	frappe.throw(text, PolicePushError)
