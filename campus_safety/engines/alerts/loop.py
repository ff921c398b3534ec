"""An alert from its first word to its end: raised, told, taken, answered, handed back, ended.

Messages carry kind, class and document number, no names and no reasons (domain §0). The bell leads to the record where its reader
may read it, else to the alert.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta

import frappe
from frappe import _

from campus_safety.access.rules import RULES
from campus_safety.domain.alerts.source import AlertSource
from campus_safety.domain.visibility import Level
from campus_safety.engines.alerts import kinds, told
from campus_safety.engines.alerts.kinds import Kind
from campus_safety.engines.messages.outbox import withdraw, without_bell
from campus_safety.engines.messages.telling import in_school_language
from campus_safety.exceptions import AlertTakenError
from campus_safety.records.scope import get_term_of

ALERT = "Campus Alert"
UNHEARD = timedelta(minutes=30)
OPEN, TAKEN, ENDED = "Open", "Taken", "Ended"


def raise_alert(
	source: AlertSource, doc, now: datetime, first: Iterable[str] | None = None, row=None
) -> str | None:
	"""Call for somebody, once while it is open. Its name; None where the school has switched the kind off.

	first: accounts told at once; `source.first` is asked without it. row: of `source.rows`.
	"""
	kind = kinds.get_kind(source.kind)
	if not kind or _get_open(source, doc, row):
		return None
	alert = frappe.get_doc(
		{
			"doctype": ALERT,
			"kind": kind.name,
			**_whom(source, doc),
			"term": doc.get("term") or get_term_of(now.date()),
			"raised_at": now,
			"ladder_start": now,
			"sender": doc.get(source.sender),
			"reference_doctype": doc.doctype,
			"reference_name": doc.name,
			"reference_row": row and row.name,
			"open_key": get_open_key(source, doc, row),
		}
	)
	alert.append("events", {"at": now, "kind": "Raised", "user": alert.sender})
	with alert.as_app():
		alert.insert(ignore_permissions=True)  # who writes the record need not be let into alerts
		if first is None and source.first:
			first = frappe.get_attr(source.first)(*_subject(doc, row))
		told.tell_first(alert, kind, source, _subject(doc, row), list(first or ()), now)
		climb_one(alert, kind, now)
	return alert.name


def _whom(source: AlertSource, doc) -> dict:
	"""Whom it concerns; of L4, and of what is to stay nameless, nothing: whoever hears of the alert learns that somebody needs them, and opens the record."""
	rule = RULES.get(doc.doctype)
	if source.nameless or (rule and rule.level is Level.L4):
		return {}
	return {field: doc.get(field) for field in ("student", "unit", "college")}


def _subject(doc, row) -> tuple:
	"""What the functions of a source are asked about."""
	return (doc, row) if row else (doc,)


def get_open_key(source: AlertSource, doc, row=None) -> str:
	key = f"{source.kind}|{doc.doctype}|{doc.name}"
	return f"{key}|{row.name}" if row else key


def _get_open(source: AlertSource, doc, row=None) -> str | None:
	return frappe.db.get_value(ALERT, {"open_key": get_open_key(source, doc, row)})


def get_open_rows(source: AlertSource, doc) -> list[str]:
	"""Names of the rows whose alerts are not over."""
	filters = {
		"kind": source.kind,
		"reference_doctype": doc.doctype,
		"reference_name": doc.name,
		"status": ("!=", ENDED),
	}
	return frappe.get_all(ALERT, filters=filters, pluck="reference_row")


def climb_one(alert, kind: Kind, now: datetime) -> int:
	"""Tell what is due, and say when it goes on; saves. Returns how many people were told."""
	count = told.climb(alert, kind, now)
	alert.next_step_at = told.get_next(alert, kind)
	if told.is_unheard(alert, kind):
		alert.next_step_at = now + UNHEARD  # it does not fall silent because a school has named nobody
	alert.save(ignore_permissions=True)  # a job, or somebody who writes another record
	return count


# what people do


def take(name: str, user: str, now: datetime) -> None:
	"""I have it: the ladder stops, whoever sent it hears who. Errors: AlertTakenError where somebody was faster, or it is over."""
	alert = _lock(name)
	_validate_not_concerned(alert, user)
	if alert.status == TAKEN and alert.taken_by == user:
		return
	if alert.status != OPEN:
		_refuse(alert)
	alert.status, alert.taken_by, alert.taken_at = TAKEN, user, now
	alert.append("events", {"at": now, "kind": "Taken", "user": user})
	_save(alert)
	without_bell(ALERT, name, keep=user)
	withdraw(f"alert|{name}|", keep=user, but=told.answers_of(name))
	told.tell_sender(
		alert, lambda: _("{0} has taken over: {1}").format(told.person(user), told.label(alert)), now
	)
	_take_record(alert, user, now)


def answer(name: str, user: str, text: str, now: datetime) -> None:
	"""Said to whoever raised it. It is the end of an alert whose record has no next state of its own.

	Errors: as `take`.
	"""
	alert = _lock(name)
	_validate_not_concerned(alert, user)
	if alert.status == ENDED or (alert.taken_by and alert.taken_by != user):
		_refuse(alert)
	if alert.status == OPEN:
		alert.status, alert.taken_by, alert.taken_at = TAKEN, user, now
		alert.append("events", {"at": now, "kind": "Taken", "user": user})
	alert.answer = text.strip()
	alert.append("events", {"at": now, "kind": "Answered", "user": user, "note": alert.answer[:300]})
	_save(alert)
	_take_record(alert, user, now)
	told.tell_sender(
		alert, lambda: _("{0} has answered: {1}").format(told.person(user), told.label(alert)), now
	)
	if told.get_source(alert).settled_by_answer:
		with in_school_language():
			outcome = _("Answered")
		_end(alert, outcome, now)


def _take_record(alert, user: str, now: datetime) -> None:
	"""One thing is not taken twice: who takes the alert has taken what it is about, where the record knows such a step."""
	source = told.get_source(alert)
	if source.takes and frappe.db.exists(alert.reference_doctype, alert.reference_name):
		record = frappe.get_doc(alert.reference_doctype, alert.reference_name, for_update=True)
		frappe.get_attr(source.takes)(record, user, now)


def hand_back(name: str, user: str, reason: str, now: datetime) -> None:
	"""Not mine: the next step is told at once. Errors: AlertTakenError."""
	alert = _lock(name)
	if alert.status != TAKEN or alert.taken_by != user:
		_refuse(alert)
	alert.append("events", {"at": now, "kind": "Handed Back", "user": user, "note": reason.strip()[:300]})
	_reopen(alert, now)


def let_lapse(alert, kind: Kind, now: datetime) -> int:
	"""Taken, and nothing more was heard: it climbs on."""
	alert.append("events", {"at": now, "kind": "Lapsed", "user": alert.taken_by})
	return _reopen(alert, now)


def _reopen(alert, now: datetime) -> int:
	"""From the step after the last one told, at once."""
	kind = kinds.get_kind(alert.kind)
	alert.status, alert.taken_by, alert.taken_at = OPEN, None, None
	alert.ladder_start = told.start_that_makes_next_due(alert, kind, now) if kind else now
	with alert.as_app():
		return climb_one(alert, kind, now) if kind else 0


# the end


def end(source: AlertSource, doc, now: datetime, row=None) -> None:
	"""The record, or this row of it, waits for nobody any more."""
	name = _get_open(source, doc, row)
	if name:
		state = doc.get("status")
		with in_school_language():
			outcome = _(state, context=doc.doctype) if state else _("Settled", context="Campus Alert")
		_end(_lock(name), outcome, now)


def _end(alert, outcome: str, now: datetime) -> None:
	alert.status, alert.ended_at, alert.outcome = ENDED, now, outcome[:140]
	alert.append("events", {"at": now, "kind": "Ended", "user": frappe.session.user, "note": alert.outcome})
	_save(alert)
	told.take_bells_back(alert)
	told.tell_end(alert, now)


def _lock(name: str):
	"""Two people take, answer and end one after the other."""
	return frappe.get_doc(ALERT, name, for_update=True)


def _save(alert) -> None:
	"""When the app looks at it again follows from what has just been said."""
	kind = kinds.get_kind(alert.kind)
	alert.next_step_at = told.get_next(alert, kind) if kind and alert.status != ENDED else None
	alert.open_key = None if alert.status == ENDED else alert.open_key
	alert.flags.ignore_links = alert.status == ENDED  # its record may have been deleted: that ended it
	with alert.as_app():
		alert.save(ignore_permissions=True)  # permitted by the endpoint; written by the app alone


def _validate_not_concerned(alert, user: str) -> None:
	"""Who has become a party since they were called takes it no more. Errors: PermissionError."""
	if user in told.get_concerned(alert):
		raise frappe.PermissionError


def _refuse(alert) -> None:
	if alert.status == ENDED:
		frappe.throw(_("This is over: {0}.").format(alert.outcome), AlertTakenError)
	if alert.taken_by:
		frappe.throw(
			_("{0} has taken this over. Call them.").format(told.person(alert.taken_by)), AlertTakenError
		)
	frappe.throw(_("Take it over first."), AlertTakenError)
