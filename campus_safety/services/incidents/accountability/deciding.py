"""What each step of a case needs, and what it writes down. Nobody handles a case in which they answer."""

from datetime import datetime, timedelta

import frappe
from frappe import _
from frappe.utils import flt, get_datetime, getdate

from campus_safety.access.scopes.incidents import answers_in
from campus_safety.domain.incidents.accountability import (
	APPEALED,
	APPROVED,
	ARCHIVED,
	BEFORE_HEARING,
	CLUE,
	EXECUTED,
	FIXED,
	FOUND,
	HEARD,
	MOST_POINTS,
	NEGLECTS,
	VERIFIED,
)
from campus_safety.domain.incidents.emergency import OVER
from campus_safety.exceptions import CaseOfOneselfError, CaseProcedureError
from campus_safety.records.content import content_of
from campus_safety.records.opened import validate_opened
from campus_safety.services.incidents.accountability import evidence
from campus_safety.services.incidents.settings import get_case_appeal_days

INCIDENT = "Campus Emergency Incident"
HEARING = ("statement", "no_statement", "heard_at")
APPEAL = ("appeal", "appealed_at")
FINDINGS = ("duty", "finding", "finding_reason", "measure", "points")


def validate_incident(case, before) -> None:
	"""One that has ended, and stays the same. Errors: CaseProcedureError."""
	if before and before.incident != case.incident:
		_refuse(_("A case stays with its incident."))
	if not before and frappe.db.get_value(INCIDENT, case.incident, "status") not in OVER:
		_refuse(_("The incident has not ended: help first."))


def validate_persons(case, before, user: str) -> None:
	"""Errors: CaseOfOneselfError, CaseProcedureError naming the row."""
	if user in {row.person for row in case.persons} or answers_in(user, case.persons):
		frappe.throw(
			_("Nobody handles a case in which they answer. Another one enters this."), CaseOfOneselfError
		)
	seen = set()
	for row in case.persons:
		who = (row.person or None, row.assessed_unit or None)
		if all(who) or not any(who):
			_refuse(_("Row {0}: name a person, or a unit.").format(row.idx))
		if who in seen:
			_refuse(_("Row {0}: this person stands there already.").format(row.idx))
		seen.add(who)
		if row.finding not in NEGLECTS and (flt(row.points) or row.measure):
			_refuse(_("Row {0}: a measure or points need a finding of neglect.").format(row.idx))
	if before and before.status != CLUE:
		_validate_same(case, before)


def _validate_same(case, before) -> None:
	"""Whoever answers goes on answering; what is approved stays. Errors: CaseProcedureError."""
	now_there = {row.name: row for row in case.persons}
	for row in before.persons:
		found = now_there.get(row.name)
		if not found or (found.person, found.assessed_unit) != (row.person, row.assessed_unit):
			_refuse(_("Whoever is named in a verified case stays named. Write a finding instead."))
		if before.status in FIXED and _differs(found, row, FINDINGS):
			_refuse(
				_("The findings are proposed: return them, and whoever judges writes others.")
				if before.status == FOUND
				else _("The findings are approved: only an appeal opens them.")
			)
		_validate_said(before, row, found)
	if len(case.persons) > len(before.persons) and before.status != VERIFIED:
		_refuse(_("Nobody is added after the hearing. Open another case."))


def _differs(found, row, fields, only_written: bool = False) -> bool:
	"""only_written: what was empty may still be written. A form sends a moment as text."""
	return any(
		content_of(found, field) != content_of(row, field)
		for field in fields
		if row.get(field) or not only_written
	)


def _validate_said(before, row, found) -> None:
	"""What was said for oneself stays, once heard; so do an appeal and its decision. Errors: CaseProcedureError."""
	if before.status not in BEFORE_HEARING and _differs(found, row, HEARING, only_written=True):
		_refuse(
			_("Row {0}: what was said at the hearing stays. Write more into the minutes.").format(row.idx)
		)
	is_appealed = before.status == APPEALED or row.appeal_decision
	if is_appealed and _differs(found, row, APPEAL, only_written=True):
		_refuse(_("Row {0}: an appeal stays as it was entered.").format(row.idx))
	if before.status != APPEALED and _differs(found, row, ("appeal_decision",), only_written=True):
		_refuse(_("Row {0}: the decision on the appeal stays.").format(row.idx))


def validate_clue(case, before) -> None:
	"""What was reported stays once it is verified. Errors: CaseProcedureError."""
	if before and before.status != CLUE and _differs(case, before, ("clue",)):
		_refuse(_("The clue is verified and stays. Write more into the minutes."))


def validate_rows(case, before, now: datetime) -> None:
	"""Times that can be so, and points of an assessment. Errors: CaseProcedureError."""
	known = {row.name: row for row in before.persons} if before else {}
	since = get_datetime(frappe.db.get_value(INCIDENT, case.incident, "known_at"))
	for row in case.persons:
		if flt(row.points) > MOST_POINTS:
			_refuse(_("Row {0}: at most {1} points.").format(row.idx, MOST_POINTS))
		for field in ("heard_at", "appealed_at"):
			was = known[row.name].get(field) if row.name in known else None
			at = row.get(field) and get_datetime(row.get(field))
			if at and (not was or at != get_datetime(was)) and not since.replace(second=0) <= at <= now:
				label = _(row.meta.get_label(field), context=row.doctype)
				_refuse(_("Row {0}: {1} lies before the incident, or in the future.").format(row.idx, label))


def validate_step(case, before, user: str, today) -> None:
	"""Errors: CaseProcedureError naming what is missing; NotOpenedError for whoever approves what they have not read."""
	if not before or before.status == case.status:
		return
	gaps = []
	if case.status == VERIFIED and not case.persons:
		gaps.append(_("Name who answers for what."))
	if case.status == HEARD and before.status == VERIFIED:
		gaps += _missing(case, _("Row {0}: the statement is missing, or why there is none."), _is_unheard)
	if case.status == FOUND and before.status == HEARD:
		gaps += _missing(case, _("Row {0}: the finding or its reason is missing."), _is_unfound)
	if case.status == FOUND and before.status == APPEALED:
		gaps += _missing(case, _("Row {0}: the appeal is not decided."), _is_undecided)
	if case.status == APPEALED:
		gaps += _validate_appeal(case, today)
	if case.status == ARCHIVED and before.status == CLUE and not case.drop_reason:
		gaps.append(_("Write why the clue is dropped."))
	if case.status == ARCHIVED and before.status == EXECUTED and getdate(case.appeal_until) >= today:
		day = frappe.format(case.appeal_until, "Date")
		gaps.append(_("An appeal is possible until {0}: archive it afterwards.").format(day))
	if gaps:
		frappe.throw(gaps, CaseProcedureError, title=_("Not yet"), as_list=True)
	if case.status == APPROVED:
		if user == before.found_by:
			_refuse(_("Whoever proposes the findings does not approve them."))
		validate_opened(case, user)


def _missing(case, words: str, is_missing) -> list[str]:
	return [words.format(row.idx) for row in case.persons if is_missing(row)]


def _is_unheard(row) -> bool:
	"""A unit answers in writing, too."""
	return not ((row.statement and row.heard_at) or row.no_statement)


def _is_unfound(row) -> bool:
	return not (row.duty and row.finding and row.finding_reason) or (
		row.finding in NEGLECTS and not row.measure
	)


def _is_undecided(row) -> bool:
	return bool(row.appeal) and not row.appeal_decision


def _validate_appeal(case, today) -> list[str]:
	if not any(row.appeal for row in case.persons):
		return [_("Enter who appeals and why.")]
	if case.appeal_until and getdate(case.appeal_until) < today:
		return [_("The appeal was possible until {0}.").format(frappe.format(case.appeal_until, "Date"))]
	return []


def follow(case, before, now: datetime) -> None:
	"""What a step writes down."""
	if not before or before.status == case.status:
		return
	at = now.replace(microsecond=0)
	if case.status == VERIFIED:
		evidence.collect(case, now)
	elif case.status == FOUND:
		case.found_by = frappe.session.user
	elif case.status == APPROVED:
		case.approved_by, case.approved_at = frappe.session.user, at
		case.appeal_until = now.date() + timedelta(days=get_case_appeal_days())
	elif case.status == EXECUTED:
		case.executed_at = at


def _refuse(text: str) -> None:
	frappe.throw(text, CaseProcedureError)
