"""What the app itself knows of an incident: its course, what stood written before, which duties were owed (domain §20).

Each line says when it happened, when it was written and when it was sealed. Of protected records only that there was one.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import NamedTuple

import frappe
from frappe import _
from frappe.utils import get_datetime

from campus_safety.access.rules import PROTECTED, RULES
from campus_safety.declared import EVIDENCE, TIMELINE
from campus_safety.domain.timeline import CONTEXT
from campus_safety.domain.visibility import Level
from campus_safety.engines.messages.telling import in_school_language
from campus_safety.services.incidents.settings import get_look_back_days

INCIDENT, OBLIGATION, LEAF = "Campus Emergency Incident", "Campus Duty Obligation", "Campus Seal Leaf"
MOST_DUTIES = 300


class Line(NamedTuple):
	"""source: the record; "" of one that is not named."""

	at: datetime
	what: str
	by: str | None
	written: datetime
	doctype: str
	name: str
	is_named: bool = True


def collect(review, incident, now: datetime) -> None:
	"""Anew each time: nobody writes into it."""
	since = get_datetime(incident.known_at) - timedelta(days=get_look_back_days())
	until = get_datetime(incident.ended_at or now)
	students = [row.student for row in incident.people if row.student]
	with in_school_language():
		lines = [*_course(incident), *_before(students, since, until)]
	seals = get_seals(lines)
	review.set("timeline", [])
	for line in sorted(lines, key=lambda each: (each.at, each.written)):
		sealed = first_after(seals.get((line.doctype, line.name), ()), line.written)
		review.append(
			"timeline",
			{
				"happened_at": line.at,
				"what": line.what,
				"by": line.by,
				"written_at": line.written,
				"sealed_at": sealed and sealed[0],
				"leaf": sealed and sealed[1],
				"source": line.doctype if line.is_named else "",
				"source_name": line.name if line.is_named else "",
			},
		)
	review.set("duties", [])
	for row in get_duties(students, since, until):
		review.append("duties", row)
	review.collected_at = now.replace(microsecond=0)


def _course(incident) -> Iterable[Line]:
	"""The log holds every step, word and report; the moment it was known stands before it."""
	written = get_datetime(incident.creation or incident.known_at)
	yield Line(
		get_datetime(incident.known_at),
		_("It was known"),
		incident.recorded_by,
		written,
		INCIDENT,
		incident.name,
	)
	for row in incident.response_log:
		at = get_datetime(row.at)
		words = f"{_(row.kind, context=row.doctype)}：{row.entry or ''}"
		yield Line(at.replace(microsecond=0), words, row.user, at, INCIDENT, incident.name)


def _before(students: list[str], since: datetime, until: datetime) -> Iterable[Line]:
	"""Sealed records about whom it affects. L4: not a word; L3: that there was one."""
	if not students:
		return
	for source in TIMELINE:
		level = RULES[source.doctype].level
		if level is Level.L4 or source.doctype == INCIDENT or source.doctype not in EVIDENCE:
			continue
		meta = frappe.get_meta(source.doctype)
		author = ["recorded_by"] if meta.has_field("recorded_by") else []
		for moment in source.moments:
			for row in frappe.get_all(
				source.doctype,
				filters=[[moment.date_field, ">=", since], [moment.date_field, "<=", until]],
				or_filters=[[field, "in", students] for field in source.student_fields],
				fields=["name", f"{moment.date_field} as at", "creation", *author],
				order_by=f"{moment.date_field} asc",
				limit=MOST_DUTIES,
			):
				named = level is not Level.L3
				words = (
					f"{_(source.doctype)}：{_(moment.label, context=CONTEXT)}"
					if named
					else _("A restricted record")
				)
				yield Line(
					get_datetime(row.at),
					words,
					row.get("recorded_by") if named else None,
					get_datetime(row.creation),
					source.doctype,
					row.name,
					named,
				)


def get_duties(students: list[str], since: datetime, until: datetime) -> list[dict]:
	"""What was owed to them in that time, and who answered for it then.

	Not what is owed because somebody is a key student, or by protected records: the rule alone would tell who is one.
	Those who judge find it in the accountability case.
	"""
	if not students:
		return []
	return frappe.get_all(
		OBLIGATION,
		filters=[
			["student", "in", students],
			["due_date", ">=", since.date()],
			["due_date", "<=", until.date()],
			["is_risk", "=", 0],
			["evidence_doctype", "not in", sorted(PROTECTED)],
		],
		fields=["name as obligation", "rule", "responsible_user", "due_date", "first_done_on", "state"],
		order_by="due_date asc, name asc",
		limit=MOST_DUTIES,
	)


def get_seals(lines: Iterable[Line]) -> dict[tuple[str, str], list[tuple[datetime, int]]]:
	"""{record: (when, number) of each of its leaves}, the first one first."""
	found: dict[tuple[str, str], list[tuple[datetime, int]]] = {}
	by_doctype: dict[str, set[str]] = {}
	for line in lines:
		by_doctype.setdefault(line.doctype, set()).add(line.name)
	for doctype, names in by_doctype.items():
		for row in frappe.get_all(
			LEAF,
			filters={"reference_doctype": doctype, "reference_name": ("in", sorted(names))},
			fields=["reference_name", "at", "sequence"],
			order_by="version asc",
		):
			found.setdefault((doctype, row.reference_name), []).append((get_datetime(row.at), row.sequence))
	return found


def first_after(leaves: Iterable[tuple[datetime, int]], written: datetime) -> tuple[datetime, int] | None:
	"""The leaf that holds it: the first one written with it or after it."""
	moment = written.replace(microsecond=0)
	return next((leaf for leaf in leaves if leaf[0] >= moment), None)
