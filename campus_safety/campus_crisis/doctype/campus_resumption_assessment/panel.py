"""The panel 复学评估小组 (domain §12): several look at it together, each says an opinion of their own."""

from datetime import datetime

import frappe
from frappe import _

from campus_safety.access.scopes import has_any_role
from campus_safety.domain import roles as r
from campus_safety.domain.crisis.way_back import outcome
from campus_safety.engines.opening import access_log
from campus_safety.exceptions import ClosedRecordError, CrisisStepError
from campus_safety.records.content import content_of
from campus_safety.records.named import may_be_named
from campus_safety.services.crisis.settings import get_least_panel

OF_THE_CLASS = (*r.CLASS_STAFF, r.COLLEGE_LEAD)
OWN = ("opinion", "opinion_note")


def follow(assessment, now: datetime) -> None:
	"""Errors: CrisisStepError for a panel that is none; PermissionError for somebody else's opinion."""
	before = assessment.get_doc_before_save()
	saved = {row.name: row for row in before.panel} if before else {}
	_validate_members(assessment)
	if before and before.status != "Gathering":
		_validate_same_members(assessment, before)
		if assessment.status == "Gathering":
			_begin_anew(assessment)
			return
	for row in assessment.panel:
		_follow_opinion(assessment, row, saved.get(row.name), now)


def _begin_anew(assessment) -> None:
	"""Taken back, the papers may change: what was said about the old ones does not count for the new."""
	for row in assessment.panel:
		if row.opinion:
			said = f"{row.member}: {row.opinion}"  # what was said stays in the log, not why
			access_log.record("Write", assessment.doctype, assessment.name, assessment.student, reason=said)
		row.update({"opinion": None, "opinion_note": None, "opinion_at": None})


def get_outcome(assessment) -> str | None:
	return outcome(row.opinion or None for row in assessment.panel)


def validate_complete(assessment) -> None:
	"""Errors: CrisisStepError naming who is missing."""
	members, least = [row.member for row in assessment.panel], get_least_panel()
	if len(members) < least:
		frappe.throw(_("The panel needs at least {0} people.").format(least), CrisisStepError)
	for roles, words in (
		(r.PSYCH_STAFF, _("The panel needs somebody of the psych centre.")),
		(OF_THE_CLASS, _("The panel needs somebody of the class or the college.")),
	):
		if not any(has_any_role(member, roles) for member in members):
			frappe.throw(words, CrisisStepError)


def _validate_members(assessment) -> None:
	members = [row.member for row in assessment.panel]
	if len(set(members)) != len(members):
		frappe.throw(_("Somebody stands in the panel twice."), CrisisStepError)
	before = assessment.get_doc_before_save()
	known = {row.member for row in before.panel} if before else set()
	for member in set(members) - known - {None}:
		if not may_be_named(assessment.doctype, "panel.member", member):
			frappe.throw(
				_("{0} cannot open the assessment and cannot sit in the panel.").format(frappe.bold(member)),
				CrisisStepError,
			)


def _validate_same_members(assessment, before) -> None:
	"""By their rows, in which their words stand: who exchanges the names of two rows exchanges their opinions."""
	if [(row.name, row.member) for row in assessment.panel] != [
		(row.name, row.member) for row in before.panel
	]:
		frappe.throw(
			_("The panel is at work and stays as it is. Take the assessment back to name others."),
			ClosedRecordError,
		)


def _follow_opinion(assessment, row, old, now: datetime) -> None:
	changed = any(content_of(row, field) != (content_of(old, field) if old else "") for field in OWN)
	row.opinion_at = old.opinion_at if old else None
	if not changed:
		return
	before = assessment.get_doc_before_save()
	if not before or before.status != "With the Panel":
		frappe.throw(_("Opinions are said once the assessment is with the panel."), CrisisStepError)
	if row.member != frappe.session.user:
		frappe.throw(
			_("Each member says an opinion of their own, and nobody for another."), frappe.PermissionError
		)
	row.opinion_at = now if row.opinion else None
	access_log.record("Write", assessment.doctype, assessment.name, assessment.student, reason="opinion")
