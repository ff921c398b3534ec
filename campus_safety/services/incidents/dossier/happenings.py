"""Calls, duties, incidents and cases in a dossier: each through the maker's own list of the record that holds it."""

from collections.abc import Iterable

import frappe
from frappe import _
from frappe.utils import get_datetime, getdate

from campus_safety.domain.duties.obligation import State
from campus_safety.domain.incidents.accountability import ADVERSE, EXCULPATORY, KNOWN_THEN
from campus_safety.domain.incidents.dossier import Section
from campus_safety.services.incidents.dossier.lines import MOST, Line, list_own, within
from campus_safety.services.incidents.dossier.subject import Subject

INCIDENT, OBLIGATION = "Campus Emergency Incident", "Campus Duty Obligation"
ALERT, RECIPIENT, CASE = "Campus Alert", "Campus Alert Recipient", "Campus Accountability Case"
SIDES = {EXCULPATORY: Section.DONE, ADVERSE: Section.GAPS, KNOWN_THEN: Section.KNEW}
STATES = {
	State.DONE.value: Section.DONE,
	State.DONE_LATE.value: Section.GAPS,
	State.OVERDUE.value: Section.GAPS,
	State.EXEMPT.value: Section.JUDGED,
}

# rows of a record that are calls home: (DocType, table, when, by whom, filter of those that came through)
CALLS = (
	(
		"Campus Absence Case",
		"Campus Absence Contact",
		"contact_log",
		"contact_time",
		"caller",
		{"target": "Parent"},
	),
	(
		"Campus Crisis Case",
		"Campus Guardian Contact",
		"guardian_contacts",
		"recorded_at",
		"called_by",
		{"rung": "Guardian"},
	),
)


def _rows(child: str, parents: Iterable[str], fields: Iterable[str], **filters) -> list:
	"""Child rows of records that the maker may open."""
	return frappe.get_all(
		child,
		filters={"parent": ("in", sorted(parents) or [""]), **filters},
		fields=["parent", "creation", *fields],
		order_by="creation asc",
	)


def _in(subject: Subject, moment) -> bool:
	return bool(moment) and subject.since <= getdate(moment) <= subject.until


def get_calls_home(subject: Subject) -> Iterable[Line]:
	"""Each try to reach the family; what came through counts for the clock."""
	if not subject.student:
		return
	for doctype, child, table, when, who, whom in CALLS:
		names = [row.name for row in list_own(doctype, ["name"], [["student", "=", subject.student]])]
		for row in _rows(child, names, (when, who, "result"), parentfield=table, **whom):
			if _in(subject, row[when]):
				at = get_datetime(row[when])
				words = _("The family was called: {0}").format(_(row.result or "", context=child))
				is_home = row.result == "Reached"
				yield Line(Section.TOLD, at, words, row[who], at, doctype, row.parent, is_home)


def get_alerts(subject: Subject, cut: list[str]) -> Iterable[Line]:
	"""Who was called when, who took it when, and what nobody took."""
	filters = within(subject, "raised_at")
	if subject.student:
		filters.append(["student", "=", subject.student])
	if subject.person:
		called = frappe.get_all(RECIPIENT, filters={"user": subject.person}, pluck="parent", distinct=True)
		filters.append(["name", "in", called or [""]])
	fields = ("name", "kind", "raised_at", "taken_by", "taken_at", "ended_at", "status")
	alerts = {row.name: row for row in list_own(ALERT, fields, filters, order="raised_at")[: MOST + 1]}
	if len(alerts) > MOST:
		cut.append(_(ALERT))
	for row in _rows(RECIPIENT, alerts, ("user", "told_at")):
		if row.told_at and subject.person in (None, row.user):
			at, kind = get_datetime(row.told_at), alerts[row.parent].kind
			words = _("Was called: {0}").format(_(kind, context=ALERT))
			yield Line(Section.KNEW, at, words, row.user, at, ALERT, row.parent)
	for row in alerts.values():
		kind = _(row.kind, context=ALERT)
		if row.taken_at:
			at = get_datetime(row.taken_at)
			words = _("Took it over: {0}").format(kind)
			yield Line(Section.TOLD, at, words, row.taken_by, at, ALERT, row.name)
		else:
			at = get_datetime(row.raised_at)
			words = _("Nobody took it: {0}").format(kind)
			if row.ended_at:
				words += " · " + _("ended by itself at {0}").format(str(row.ended_at)[:16])
			yield Line(Section.GAPS, at, words, None, at, ALERT, row.name)


def get_duties(subject: Subject, cut: list[str]) -> Iterable[Line]:
	"""What was owed: done, released from, late or not done. A record that was done is named where the maker may open it."""
	filters = within(subject, "due_date")
	filters += [["student", "=", subject.student]] if subject.student else []
	filters += [["responsible_user", "=", subject.person]] if subject.person else []
	fields = ("name", "rule", "due_date", "first_done_on", "state", "responsible_user", "creation")
	rows = list_own(OBLIGATION, (*fields, "evidence_doctype", "evidence"), filters, order="due_date")
	if len(rows) > MOST:
		cut.append(_(OBLIGATION))
	for row in rows[:MOST]:
		section = STATES.get(row.state)
		if not section:
			continue
		words = _("Duty {0}, due {1}: {2}").format(row.rule, row.due_date, _(row.state, context=OBLIGATION))
		at = row.first_done_on if section is Section.DONE and row.first_done_on else row.due_date
		record = (row.evidence_doctype, row.evidence) if _may_name(row) else ("", "")
		yield Line(section, getdate(at), words, row.responsible_user, get_datetime(row.creation), *record)


def _may_name(row) -> bool:
	return bool(
		row.evidence_doctype
		and row.evidence
		and frappe.has_permission(row.evidence_doctype, "read", doc=row.evidence)
	)


def get_incidents(subject: Subject) -> Iterable[Line]:
	"""Of incidents that the maker may open: what was done, who was told, the family's notice, what was told late."""
	names = _incidents(subject)
	for row in _rows("Campus Incident Log Entry", names, ("at", "kind", "user", "entry")):
		if _in(subject, row.at) and subject.person in (None, row.user):
			at = get_datetime(row.at)
			words = f"{_(row.kind, context='Campus Incident Log Entry')}：{row.entry or ''}"
			yield Line(Section.DONE, at.replace(microsecond=0), words, row.user, at, INCIDENT, row.parent)
	told = ("target", "done_at", "by", "due", "late_minutes", "not_needed")
	for row in _rows("Campus Incident Notification", names, told):
		if subject.person not in (None, row.by) or row.not_needed:
			continue
		if row.done_at and _in(subject, row.done_at):
			at = get_datetime(row.done_at)
			words = _("{0} was told").format(row.target)
			yield Line(Section.TOLD, at, words, row.by, at, INCIDENT, row.parent)
		if row.late_minutes and _in(subject, row.due):
			due = get_datetime(row.due)
			words = _("{0}: {1} minutes late").format(row.target, row.late_minutes)
			yield Line(Section.GAPS, due, words, row.by, due, INCIDENT, row.parent)
	if subject.student and names:
		fields = ("name", "guardians_notified_at", "modified_by")
		for row in list_own(INCIDENT, fields, [["name", "in", names]]):
			if _in(subject, row.guardians_notified_at):
				at = get_datetime(row.guardians_notified_at)
				yield Line(Section.TOLD, at, _("The family was told"), None, at, INCIDENT, row.name, True)


def _incidents(subject: Subject) -> list[str]:
	if subject.student:
		child, filters = "Campus Incident Person", {"student": subject.student}
	else:
		child, filters = "Campus Incident Log Entry", {"user": subject.person}
	names = frappe.get_all(child, filters=filters, pluck="parent", distinct=True)
	return [row.name for row in list_own(INCIDENT, ["name"], [["name", "in", names or [""]]])]


def get_cases(subject: Subject) -> Iterable[Line]:
	"""What cases of accountability have collected about the person, for whoever judges; what was not known is said apart."""
	for row in _case_rows(subject):
		section = SIDES.get(row.side)
		if section and _in(subject, row.happened_at):
			written = row.written_at and get_datetime(row.written_at)
			yield Line(
				section, get_datetime(row.happened_at), row.what, row.person, written, CASE, row.parent
			)


def get_not_known(subject: Subject) -> list[str]:
	"""In the words of the cases."""
	return [row.what for row in _case_rows(subject) if row.side not in SIDES]


def _case_rows(subject: Subject) -> list:
	"""About the person alone: a case tells of several students."""
	if not subject.person or subject.student or not frappe.has_permission(CASE, "read"):
		return []
	names = frappe.get_all("Campus Case Evidence", {"person": subject.person}, pluck="parent", distinct=True)
	own = [row.name for row in list_own(CASE, ["name"], [["name", "in", names or [""]]])]
	fields = ("person", "side", "what", "happened_at", "written_at")
	return _rows("Campus Case Evidence", own, fields, person=subject.person)
