"""Duties made, moved, no longer owed: one statement per rule and period, never a loop over students.

A duty's name is made of period, rule and a hash of these and the subject, and a unique index stands behind it: running twice makes nothing twice.
"""

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial

import frappe
from frappe.utils import now_datetime
from pypika import CustomFunction
from pypika.functions import Coalesce, Concat
from pypika.terms import Term as SqlTerm
from pypika.terms import ValueWrapper

from campus_safety.access.secrets import CONFIG_KEY
from campus_safety.domain.duties.obligation import (
	NAME_LENGTH,
	SEPARATOR,
	ExemptKind,
	Span,
	State,
	count_until,
	due_date,
	name_prefix,
	owing_window,
	periods,
)
from campus_safety.domain.people.school_calendar import Day, Term, term_of
from campus_safety.engines import calendar
from campus_safety.engines.duties import subjects
from campus_safety.engines.duties.evidence import EvidenceQuery, Group
from campus_safety.engines.duties.outcome import Outcome
from campus_safety.engines.duties.rules import DutyRule, get_department
from campus_safety.engines.sets.transactions import changed_rows

OBLIGATION = "Campus Duty Obligation"
FIGURES = "figures_by_rule"  # the index that holds rule, period, place, state and person (declared.duties)
CHUNK = 1_000  # duties written by one statement
Sha2 = CustomFunction("SHA2", ["text", "bits"])
ConcatWs = CustomFunction("CONCAT_WS", ["separator", "salt", "rule", "subject", "start"])
Left = CustomFunction("LEFT", ["text", "length"])


@dataclass(frozen=True)
class Calendar:
	"""Days and terms around the dates of a run, read once."""

	days: Mapping[date, Day]
	terms: Sequence[Term]

	@classmethod
	def around(cls, first: date, last: date) -> "Calendar":
		margin = timedelta(days=370)  # a period may begin a school year before and end one after
		return cls(
			{day.date: day for day in calendar.get_days(first - margin, last + margin)}, calendar.get_terms()
		)


def make(rule: DutyRule, since: date, today: date, known: Calendar) -> int:
	"""Duties of every period from `since` to `today` that are not there yet. Returns how many were made."""
	first = max(since, rule.effective_from) if rule.effective_from else since
	return sum(
		_make_period(rule, span, today, known)
		for span in periods(rule.policy.period, first, today, known.terms)
		if first <= today and rule.is_owed_in(span)
	)


def select_missing(rule: DutyRule, span: Span, known: Calendar):
	"""(subjects that owe the duty and have none, their query); None when nobody owes it in this period."""
	window = owing_window(rule.policy, span, known.days)
	if window is None:
		return None
	found = subjects.select(rule)
	there = frappe.qb.DocType(OBLIGATION).as_("o")
	query = (
		found.owing(window)
		.left_join(there)
		.on((there.rule == rule.name) & (there.period_start == span.first) & (there.subject == found.name))
		.where(there.name.isnull())
	)
	return found, query


def _make_period(rule: DutyRule, span: Span, today: date, known: Calendar) -> int:
	"""New duties are written with what is there already: none is touched twice in its first night."""
	missing = select_missing(rule, span, known)
	if not missing:
		return 0
	found, query = missing
	group = Group(
		span.first, span.last, due_date(rule.policy, span, known.terms), count_until(rule.policy, span)
	)
	source = EvidenceQuery(rule)
	counted = source.counted(group, today).as_("found")
	outcome = Outcome(rule, source, counted, group, today)
	query = query.left_join(counted).on(counted.subject == found.name)
	term = term_of(span.first, known.terms)
	stamp = now_datetime()
	number = rule.policy.min_count if found.needed is None else found.needed
	values = {
		"name": _get_name(rule, span, found),
		"rule": rule.name,
		"subject_doctype": rule.subject_doctype,
		"subject": found.name,
		"student": found.student,
		"unit": found.unit,
		"college": found.college,
		"term": term.name if term else None,
		"responsible_user": found.holder,
		"responsible_role": rule.role,
		"responsible_unit": get_department(rule),
		"period_start": span.first,
		"period_end": span.last,
		"due_date": group.due_date,
		"count_until": group.count_until,
		"min_count": number,
		"done_count": outcome.done,
		"late_count": outcome.late,
		"first_done_on": outcome.first_day,
		"evidence_doctype": outcome.evidence_doctype,
		"evidence": outcome.evidence,
		"state": outcome.state_of_new(number),
		"escalation_step": 0,
		"names_student": int(rule.names_student),
		"is_risk": int(rule.is_risk),
		"docstatus": 0,
		"idx": 0,
		"owner": "Administrator",
		"modified_by": "Administrator",
		"creation": stamp,
		"modified": stamp,
	}
	target = frappe.qb.DocType(OBLIGATION)
	query.into(target).ignore().columns(*values).select(*map(_as_term, values.values())).run()
	return changed_rows()


def _get_name(rule: DutyRule, span: Span, found) -> SqlTerm:
	"""`domain.duties.obligation.obligation_name`, for all subjects at once."""
	salt = get_salt()
	prefix = name_prefix(rule.name, span.first, salt)
	text = ConcatWs(SEPARATOR, salt, rule.name, found.name, span.first.isoformat())
	return Concat(prefix, Left(Sha2(text, 256), NAME_LENGTH - len(prefix)))


def _as_term(value):
	return value if isinstance(value, SqlTerm) else ValueWrapper(value)


def get_salt() -> str:
	"""From the site's oldest key, which stays when new ones are put in front; were it to change, the unique index still holds."""
	return hashlib.sha256(f"duty|{frappe.conf.get(CONFIG_KEY, [''])[-1]}".encode()).hexdigest()[:16]


def follow(rule: DutyRule, today: date) -> tuple[int, int]:
	"""Open duties follow their subjects and posts: (no longer owed, moved). Most nights there is nothing to write, so those that
	differ are looked for first: an UPDATE over a join reads the whole table, of all rules and years."""
	gone, elsewhere = _find_moved(rule, today)
	return _in_chunks(gone, _withdraw), _in_chunks(elsewhere, partial(_move, rule, today))


def _find_moved(rule: DutyRule, today: date) -> tuple[list[str], list[str]]:
	duty, owed = frappe.qb.DocType(OBLIGATION), _owed(rule)
	still_open = duty.state == State.OPEN.value
	rows = (
		frappe.qb.from_(duty)
		.force_index(FIGURES)  # the state is told apart in it
		.left_join(owed)
		.on(owed.owed_by == duty.subject)
		.select(duty.name, owed.owed_by)
		.where((duty.rule == rule.name) & duty.state.isin((State.OPEN.value, State.EXEMPT.value)))
		.where(
			(still_open & (owed.owed_by.isnull() | _elsewhere(duty, owed, rule)))
			| (_withdrawn(duty, today) & owed.owed_by.notnull())
		)
		.run()
	)
	return [name for name, subject in rows if subject is None], [name for name, subject in rows if subject]


def _in_chunks(names: Sequence[str], write: Callable[[Sequence[str]], None]) -> int:
	written = 0
	for first in range(0, len(names), CHUNK):
		write(names[first : first + CHUNK])
		written += changed_rows()
	return written


def _withdraw(names: Sequence[str]) -> None:
	"""Subjects that no longer owe it (left, suspended, off the list): exempt as not owed."""
	duty, stamp = frappe.qb.DocType(OBLIGATION), now_datetime()
	(
		frappe.qb.update(duty)
		.set(duty.state, State.EXEMPT.value)
		.set(duty.exempt_kind, ExemptKind.NOT_OWED.value)
		.set(duty.exempted_on, stamp)
		.set(duty.modified, stamp)
		.where(duty.name.isin(names) & (duty.state == State.OPEN.value))
		.run()
	)


def withdraw_all(rule: str) -> int:
	"""A rule that is switched off: nobody owes what is still open. Switched on again, `move` brings it back."""
	duty, stamp = frappe.qb.DocType(OBLIGATION), now_datetime()
	(
		frappe.qb.update(duty)
		.set(duty.state, State.EXEMPT.value)
		.set(duty.exempt_kind, ExemptKind.NOT_OWED.value)
		.set(duty.exempted_on, stamp)
		.set(duty.modified, stamp)
		.where((duty.rule == rule) & (duty.state == State.OPEN.value))
		.run()
	)
	return changed_rows()


def _move(rule: DutyRule, today: date, names: Sequence[str]) -> None:
	"""To the subject's class and the holder of the post; those withdrawn come back with the subject."""
	duty, owed = frappe.qb.DocType(OBLIGATION), _owed(rule)
	(
		frappe.qb.update(duty)
		.join(owed)
		.on(owed.owed_by == duty.subject)
		.set(duty.state, State.OPEN.value)
		.set(duty.exempt_kind, "")
		.set(duty.exempted_on, None)
		.set(duty.responsible_user, owed.holder)
		.set(duty.responsible_role, rule.role)
		.set(duty.responsible_unit, get_department(rule))
		.set(duty.unit, owed.unit_now)
		.set(duty.college, owed.college_now)
		.set(duty.modified, now_datetime())
		.where(duty.name.isin(names) & (_withdrawn(duty, today) | (duty.state == State.OPEN.value)))
		.run()
	)


def _withdrawn(duty, today: date):
	return (
		(duty.state == State.EXEMPT.value)
		& (duty.exempt_kind == ExemptKind.NOT_OWED.value)
		& (duty.due_date >= today)
	)


def _elsewhere(duty, owed, rule: DutyRule):
	return (
		(Coalesce(duty.responsible_user, "") != Coalesce(owed.holder, ""))
		| (Coalesce(duty.unit, "") != Coalesce(owed.unit_now, ""))
		| (Coalesce(duty.college, "") != Coalesce(owed.college_now, ""))
		| (Coalesce(duty.responsible_role, "") != (rule.role or ""))
		| (Coalesce(duty.responsible_unit, "") != (get_department(rule) or ""))
	)


def _owed(rule: DutyRule):
	"""One row per subject. The names differ from the duty's own: an UPDATE names its columns without their table."""
	found = subjects.select(rule)
	return found.query.select(
		found.name.as_("owed_by"),
		found.holder.as_("holder"),
		found.unit.as_("unit_now"),
		found.college.as_("college_now"),
	).as_("owed")
