"""Duties that a saved record concerns, brought up to date while somebody waits: in as few and as small statements as can be.

What `settle` does in one statement for a school is done here duty by duty: read and locked, counted by the database, decided by
`domain.obligation`, and written by name where it differs. The texts of the statements are built once in a process: building
them took longer than the database needs to answer. A test holds both ways together (`tests/duties/test_reference`).
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import date
from functools import cache, lru_cache

import frappe
from frappe.utils import now_datetime
from pypika.terms import Parameter

from campus_safety.domain.duties.obligation import Count, State, next_state
from campus_safety.engines.duties.evidence import (
	DAY_LENGTH,
	EvidenceQuery,
	Group,
	Limits,
	get_shape,
	hides_names,
)
from campus_safety.engines.duties.generate import OBLIGATION
from campus_safety.engines.duties.rules import DutyRule

Text = tuple[str, dict]  # a statement and the values that are part of it
FOUND = ("done_count", "late_count", "first_done_on", "evidence_doctype", "evidence", "state")
READ = (
	"name",
	"rule",
	"subject",
	"period_start",
	"period_end",
	"due_date",
	"count_until",
	"min_count",
	*FOUND,
)


@dataclass(frozen=True)
class Touched:
	"""What one record concerns of one rule: subjects, and the days between which it speaks about them."""

	rule: DutyRule
	subjects: frozenset[str]
	first: date
	last: date

	@classmethod
	def of(cls, rule: DutyRule, pairs: Iterable[tuple[str, date]]) -> "Touched":
		subjects, days = zip(*pairs, strict=True)
		return cls(rule, frozenset(subjects), min(days), max(days))


def find_duties(touched: Sequence[Touched]) -> dict[str, list]:
	"""{rule: duties} of all rules a record concerns, in one query that locks them until the transaction's end.

	Two who settle the same duties do so one after the other, each with the evidence that is there by then.
	"""
	text, values = _text_of_duties()
	asked = {
		"kinds": sorted({each.rule.subject_doctype for each in touched}),
		"subjects": sorted(frozenset().union(*(each.subjects for each in touched))),
		"rules": [each.rule.name for each in touched],
		"first": min(each.first for each in touched),
		"last": max(each.last for each in touched),
	}
	found: dict[str, list] = {}
	for duty in frappe.db.sql(text, {**values, **asked}, as_dict=True):  # built by the query builder
		found.setdefault(duty.rule, []).append(duty)
	return found


def settle_duties(rule: DutyRule, duties: Iterable, today: date, without: str | None = None) -> None:
	"""Bring the locked duties of one rule up to date. without: a record on its way out, still in the database."""
	groups: dict[Group, list] = {}
	for duty in duties:
		dates = Group(duty.period_start, duty.period_end, duty.due_date, duty.count_until)
		groups.setdefault(dates, []).append(duty)
	for group, members in groups.items():
		counted = _count(rule, group, sorted({duty.subject for duty in members}), today, without)
		for duty in members:
			after = _get_outcome(rule, duty, counted.get(duty.subject.casefold()), today)
			if any((duty[field] or None) != (after[field] or None) for field in FOUND):
				_write(duty.name, after)


def _get_outcome(rule: DutyRule, duty, counted: Mapping | None, today: date) -> dict:
	done = int(counted.done) if counted else 0
	first = counted.first if counted else None
	count = Count(done=done, on_time=int(counted.on_time) if counted else 0)
	state = next_state(State(duty.state), count, duty.min_count, duty.due_date, today)
	return {
		"state": state.value,
		"done_count": done,
		"late_count": int(counted.late) if counted else 0,
		"first_done_on": date.fromisoformat(first[:DAY_LENGTH]) if first else None,
		"evidence_doctype": rule.evidence_doctype if done else None,
		"evidence": first[DAY_LENGTH:] if first and not hides_names(rule) else None,
	}


def _count(rule: DutyRule, group: Group, subjects: list[str], today: date, without: str | None) -> dict:
	"""{subject, casefolded: (done, on_time, late, first)} of those with any evidence."""
	text, values = _text_of_evidence(rule, get_shape(rule), without is not None)
	limits = Limits.of(group, today)
	asked = {each.name: getattr(limits, each.name) for each in fields(Limits)}
	rows = frappe.db.sql(  # built by the query builder
		text, {**values, **asked, "subjects": subjects, "without": without}, as_dict=True
	)
	return {row.subject.casefold(): row for row in rows}  # the database does not tell them apart either


def _write(name: str, after: dict) -> None:
	text, values = _text_of_writing()
	frappe.db.sql(  # built by the query builder
		text, {**values, **after, "modified": now_datetime(), "name": name}
	)


# the texts


def _named(name: str) -> Parameter:
	return Parameter(f"%({name})s")


@cache
def _text_of_duties() -> Text:
	duty = frappe.qb.DocType(OBLIGATION)
	return (
		frappe.qb.from_(duty)
		.select(*(duty[field] for field in READ))
		.where(duty.subject_doctype.isin(_named("kinds")))
		.where(duty.subject.isin(_named("subjects")))
		.where(duty.rule.isin(_named("rules")))
		.where(duty.period_start <= _named("last"))
		.where(duty.count_until >= _named("first"))
		.where(duty.state != State.EXEMPT.value)
		.for_update()
		.walk()
	)


@lru_cache(maxsize=1_000)
def _text_of_evidence(rule: DutyRule, _shape: tuple, without: bool) -> Text:
	"""_shape: what else the text depends on, of the metadata."""
	source = EvidenceQuery(rule)
	source.of_subjects(_named("subjects"))
	limits = Limits(**{each.name: _named(each.name) for each in fields(Limits)})
	return source.counted_within(limits, _named("without") if without else None).walk()


@cache
def _text_of_writing() -> Text:
	duty = frappe.qb.DocType(OBLIGATION)
	query = frappe.qb.update(duty).where(duty.name == _named("name"))
	for field in (*FOUND, "modified"):
		query = query.set(duty[field], _named(field))
	return query.walk()
