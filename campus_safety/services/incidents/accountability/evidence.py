"""What speaks for and against whoever answers, each with its original times; and what they could not know then (domain §20)."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import NamedTuple

import frappe
from frappe import _
from frappe.utils import get_datetime

from campus_safety.access.rules import RULES
from campus_safety.declared import TIMELINE
from campus_safety.domain.incidents.accountability import (
	ADVERSE,
	EXCULPATORY,
	KNOWN_THEN,
	NOT_KNOWN_THEN,
	side_of,
)
from campus_safety.domain.visibility import Level
from campus_safety.engines.messages.telling import in_school_language
from campus_safety.services.incidents.settings import get_look_back_days

INCIDENT, OBLIGATION, LEAF = "Campus Emergency Incident", "Campus Duty Obligation", "Campus Seal Leaf"
ALERT, RECIPIENT = "Campus Alert", "Campus Alert Recipient"
MOST = 300


class Piece(NamedTuple):
	"""record: (DocType, name) whose seal proves when it was written."""

	person: str
	side: str
	what: str
	at: datetime | None
	written: datetime | None
	record: tuple[str, str] = ("", "")


def collect(case, now: datetime) -> None:
	"""Anew each time: nobody writes into it, nor chooses from it."""
	incident = frappe.get_doc(INCIDENT, case.incident)
	known = get_datetime(incident.known_at)
	since, until = known - timedelta(days=get_look_back_days()), get_datetime(incident.ended_at or now)
	students = [row.student for row in incident.people if row.student]
	case.set("evidence", [])
	with in_school_language():
		for user in dict.fromkeys(row.person for row in case.persons if row.person):
			for piece in (
				*_duties(user, students, since, until),
				*_called(user, incident, students, since, until),
				*_acted(user, incident),
				*_not_known(user, students, known),
			):
				_append(case, piece)
	case.collected_at = now.replace(microsecond=0)


def _append(case, piece: Piece) -> None:
	sealed = _seal_of(piece)
	case.append(
		"evidence",
		{
			"person": piece.person,
			"side": piece.side,
			"what": piece.what,
			"happened_at": piece.at,
			"written_at": piece.written,
			"sealed_at": sealed and sealed.at,
			"leaf": sealed and sealed.sequence,
		},
	)


def _duties(user: str, students: list[str], since: datetime, until: datetime) -> Iterable[Piece]:
	"""What this person answered for then, about whom the incident affects; about everybody where it names nobody."""
	about = [["student", "in", students]] if students else []
	for row in frappe.get_all(
		OBLIGATION,
		filters=[
			["responsible_user", "=", user],
			["due_date", ">=", since.date()],
			["due_date", "<=", until.date()],
			*about,
		],
		fields=["rule", "due_date", "first_done_on", "state", "evidence_doctype", "evidence", "creation"],
		order_by="due_date asc",
		limit=MOST,
	):
		side = side_of(row.state)
		if side:
			words = _("Duty {0}, due {1}: {2}").format(
				row.rule, row.due_date, _(row.state, context=OBLIGATION)
			)
			done = get_datetime(row.first_done_on) if row.first_done_on else None
			yield Piece(
				user,
				side,
				words,
				done,
				get_datetime(row.creation),
				(row.evidence_doctype or "", row.evidence or ""),
			)


def _called(user: str, incident, students: list[str], since: datetime, until: datetime) -> Iterable[Piece]:
	"""When this person was told, and whether they took it."""
	alert, told = frappe.qb.DocType(ALERT), frappe.qb.DocType(RECIPIENT)
	about = alert.reference_name == incident.name
	if students:
		about = about | alert.student.isin(students)
	rows = (
		frappe.qb.from_(told)
		.join(alert)
		.on(alert.name == told.parent)
		.select(alert.name, alert.kind, alert.reference_doctype, told.told_at, alert.taken_by, alert.taken_at)
		.where((told.user == user) & about & (alert.raised_at >= since) & (alert.raised_at <= until))
		.orderby(told.told_at)
		.limit(MOST)
		.run(as_dict=True)
	)
	for row in rows:
		what = (
			_(row.kind, context=ALERT)
			if not _is_protected(row.reference_doctype)
			else _("A restricted record")
		)
		at = get_datetime(row.told_at)
		yield Piece(user, KNOWN_THEN, _("Was called: {0}").format(what), at, at, (ALERT, row.name))
		if row.taken_by == user and row.taken_at:
			taken = get_datetime(row.taken_at)
			yield Piece(
				user, EXCULPATORY, _("Took it over: {0}").format(what), taken, taken, (ALERT, row.name)
			)


def _is_protected(doctype: str) -> bool:
	return doctype in RULES and RULES[doctype].level.is_protected


def _acted(user: str, incident) -> Iterable[Piece]:
	"""What this person did in the incident, and what was told late."""
	record = (INCIDENT, incident.name)
	for row in incident.response_log:
		if row.user == user:
			at = get_datetime(row.at)
			words = f"{_(row.kind, context=row.doctype)}：{row.entry or ''}"
			yield Piece(user, EXCULPATORY, words, at.replace(microsecond=0), at, record)
	for row in incident.notifications:
		if row.by == user and row.late_minutes:
			at = get_datetime(row.done_at)
			words = _("{0}: {1} minutes late").format(row.target, row.late_minutes)
			yield Piece(user, ADVERSE, words, at, at, record)


def _not_known(user: str, students: list[str], known: datetime) -> Iterable[Piece]:
	"""How many records about those affected stood written that this account, by its rights today, cannot open."""
	closed = 0
	for source in TIMELINE if students else ():
		if RULES[source.doctype].level is Level.L4 or source.doctype == INCIDENT:
			continue
		for name in frappe.get_all(
			source.doctype,
			filters=[["creation", "<", known]],
			or_filters=[[field, "in", students] for field in source.student_fields],
			pluck="name",
			limit=MOST,
		):
			closed += not frappe.has_permission(source.doctype, "read", doc=name, user=user)
	if closed:
		words = _("{0} records about those affected were there and cannot be opened by this person").format(
			closed
		)
		yield Piece(user, NOT_KNOWN_THEN, words, None, None)


def _seal_of(piece: Piece):
	"""The first leaf of the record written with it or after it."""
	doctype, name = piece.record
	if not name or not piece.written:
		return None
	rows = frappe.get_all(
		LEAF,
		filters={
			"reference_doctype": doctype,
			"reference_name": name,
			"at": (">=", piece.written.replace(microsecond=0)),
		},
		fields=["at", "sequence"],
		order_by="version asc",
		limit=1,
	)
	return rows[0] if rows else None
