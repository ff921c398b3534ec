"""What of a report only goes one way: an alarm up, what was told or done stays, what was reported is put right by intake.

Intake lowers an alarm by `lower` alone: with a reason, in the access log, and the head of the centre hears of it.
"""

from collections.abc import Sequence
from datetime import datetime

import frappe
from frappe import _
from frappe.utils import get_datetime

from campus_safety.access.scopes.incidents import is_intake
from campus_safety.access.secrets import is_encrypted
from campus_safety.domain.incidents import words
from campus_safety.domain.message_weight import Weight
from campus_safety.domain.roles import PSYCH_HEAD
from campus_safety.engines.messages.telling import tell
from campus_safety.engines.opening import access_log
from campus_safety.engines.opening.reveal import validate_reason
from campus_safety.engines.opening.settings import get_shortest_reason
from campus_safety.exceptions import ReportStepError
from campus_safety.records.content import content_of
from campus_safety.records.opened import OPENED
from campus_safety.records.posts import get_users_with_role
from campus_safety.services.incidents.joining import REPORT, URGENT, get_further

URGENCIES = ("Normal", "Pressing", URGENT)
TOLD = ("phoned_at", "parents_told_at", "police_told_at", "authority_told_at")
REASONS = ("parents_why_not", "conclusion")
REPORTED = ("student", "about", "place")  # as it came in; who takes reports puts it right


def validate(report, now: datetime) -> None:
	"""Of a save by a person, after it was filed. Errors: ReportStepError."""
	before = report.get_doc_before_save()
	if report.flags.app_write or not before:
		return
	_validate_alarm(report, before)
	_validate_told(report, before, now)
	_validate_reported(report, before)
	_raise_alarm(report)


def validate_begun(report) -> None:
	"""What is told and done comes after the report. Errors: ReportStepError."""
	if report.flags.app_write:
		return
	for field in (*TOLD, *REASONS):
		if report.get(field):
			_refuse(_("Report it first, then enter what was done: {0}.").format(_label(report, field)))


def validate_reasons(report) -> None:
	"""While their text is plain, before it is sealed. Errors: ReportStepError for one of a few signs."""
	least = get_shortest_reason()
	for field in REASONS:
		text = report.get(field)
		if text and not is_encrypted(text) and len(words.plain_of(text)) < least:
			_refuse(_("{0}: write at least {1} characters.").format(_label(report, field), least))


def follow_conclusion(report) -> None:
	"""Who wrote it is kept. Grave ones are unfounded in the eyes of two, and none before all about the same was read.

	Errors: ReportStepError.
	"""
	before, user = report.get_doc_before_save(), frappe.session.user
	if not before:
		return
	if report.conclusion and report.conclusion != before.conclusion:
		report.concluded_by = user
	if report.status != "Unfounded" or before.status == "Unfounded":
		return
	grave = before.urgency == URGENT or before.help_seeking or before.restricted
	if grave and report.concluded_by in (None, "", user):
		_refuse(
			_("Urgent and confidential reports need two: one writes the conclusion, somebody else decides.")
		)
	unread = [name for name in get_further(report.name) if not _has_opened(user, name)]
	if unread:
		_refuse(_("Open these further reports first: {0}.").format(", ".join(unread)))


def lower(report, urgency: str, help_seeking: bool, signs: Sequence[str], reason: str, now: datetime) -> None:
	"""By who takes reports alone. signs: those that stay. The caller may write the report.

	Errors: PermissionError; ValidationError for too short a reason.
	"""
	if not is_intake(frappe.session.user):
		frappe.throw(_("Only who takes reports lowers an alarm."), frappe.PermissionError)
	if report.status in ("Closed", "Unfounded"):
		_refuse(_("This report is closed."))
	validate_reason(reason)
	stay = [row for row in report.signs if row.sign in signs]
	if urgency not in URGENCIES or not stay:
		_refuse(_("Choose an urgency, and one sign at least that stays."))
	was = _state(report)
	report.urgency, report.help_seeking = urgency, int(help_seeking)
	report.set("signs", stay)
	with report.as_app():
		report.save()
	line = access_log.record(
		"Write", REPORT, report.name, report.student, f"{was} → {_state(report)}: {reason.strip()}"
	)
	tell(
		get_users_with_role(PSYCH_HEAD),
		lambda: _("Abnormal report {0}: its urgency was lowered. The reason is in the access log.").format(
			report.name
		),
		f"report|{report.name}|lowered|{line}",
		weight=Weight.PERSONAL,
		now=now,
	)


def note_changes(report) -> None:
	"""What intake puts right stays in the access log: which field, and of the student who it was before."""
	before = report.get_doc_before_save()
	changed = [
		field for field in REPORTED if before and content_of(report, field) != content_of(before, field)
	]
	if not changed:
		return
	said = ", ".join(_label(report, field) for field in changed)
	if "student" in changed:
		said += f" ({before.student or '-'} → {report.student or '-'})"
	access_log.record("Write", REPORT, report.name, before.student or report.student, said)


def _validate_alarm(report, before) -> None:
	gone = {row.sign for row in before.signs} - {row.sign for row in report.signs}
	lower_now = URGENCIES.index(report.urgency) < URGENCIES.index(before.urgency)
	if gone or lower_now or (before.help_seeking and not report.help_seeking):
		_refuse(
			_(
				"Urgency, signs and a call for help only go up here. Who takes reports lowers them, with a reason."
			)
		)


def _raise_alarm(report) -> None:
	signs = {row.sign for row in report.signs}
	if signs & words.HELP_SIGNS:
		report.help_seeking = 1
	if report.help_seeking or signs & words.URGENT_SIGNS - {
		row.sign for row in report.get_doc_before_save().signs
	}:
		report.urgency = URGENT


def _validate_told(report, before, now: datetime) -> None:
	start = get_datetime(report.found_at).replace(second=0, microsecond=0)
	for field in TOLD:
		new, old = report.get(field), before.get(field)
		if content_of(report, field) == content_of(before, field):
			continue
		if not new or (old and get_datetime(new) < get_datetime(old)):
			_refuse(_("{0} stands: it is neither taken away nor put back.").format(_label(report, field)))
		if get_datetime(new) < start:
			_refuse(_("{0} lies before it was found.").format(_label(report, field)))
	for field in REASONS:
		if before.get(field) and not report.get(field):
			_refuse(_("{0} stands: it is neither taken away nor put back.").format(_label(report, field)))


def _validate_reported(report, before) -> None:
	if is_intake(frappe.session.user):
		return
	for field in REPORTED:
		if field == "student" and not before.student:
			continue  # recognised, once, by whoever goes after it
		if content_of(report, field) != content_of(before, field):
			_refuse(
				_("{0} stays as it was reported. Who takes reports puts it right.").format(
					_label(report, field)
				)
			)


def _has_opened(user: str, name: str) -> bool:
	seen = {"reference_doctype": REPORT, "reference_name": name, "user": user, "action": OPENED}
	return bool(frappe.db.exists(access_log.DOCTYPE, seen))


def _state(report) -> str:
	help_asked = ", help" if report.help_seeking else ""
	return f"{report.urgency}{help_asked} [{', '.join(row.sign for row in report.signs)}]"


def _label(report, field: str) -> str:
	return _(report.meta.get_label(field), context=report.doctype)


def _refuse(text: str) -> None:
	frappe.throw(text, ReportStepError)
