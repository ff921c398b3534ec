"""Duties and their evidence brought together: the states of `domain.obligation`, as one statement per rule and period."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

import frappe
from frappe.utils import now_datetime

from campus_safety.domain.duties.obligation import State
from campus_safety.engines.duties.evidence import EvidenceQuery, Group
from campus_safety.engines.duties.generate import OBLIGATION, changed_rows
from campus_safety.engines.duties.outcome import Outcome
from campus_safety.engines.duties.rules import DutyRule

CHUNK = 1_000  # subjects written by one statement


def settle(
	rule: DutyRule,
	today: date,
	counting_since: date | None = None,
	subjects: Iterable[str] | None = None,
	days: tuple[date, date] | None = None,
	without: str | None = None,
) -> int:
	"""Bring duties up to date with their evidence; returns how many changed.

	counting_since: leave alone what no longer counts evidence of that day or later, unless it is open.
	subjects, days: only these, and only periods that count evidence between the two days.
	without: a record on its way out, still in the database.
	"""
	few = sorted(set(subjects)) if subjects is not None else None
	return settle_groups(rule, _groups(rule, counting_since, few, days), today, few, without)


def settle_groups(
	rule: DutyRule, groups: Iterable[Group], today: date, few, without: str | None = None
) -> int:
	"""`settle` for groups that were found before; few: sorted subjects, or None for all."""
	return sum(_settle_group(rule, group, today, few, without) for group in groups)


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


def find_groups_of(touched: Sequence[Touched]) -> dict[str, list[Group]]:
	"""{rule: groups} of all rules a record concerns, in one query that locks their duties until the transaction's end.

	Two who settle the same duties do so one after the other, each with the evidence that is there by then.
	"""
	duty = frappe.qb.DocType(OBLIGATION)
	query = (
		frappe.qb.from_(duty)
		.select(duty.rule, duty.period_start, duty.period_end, duty.due_date, duty.count_until)
		.where(duty.subject_doctype.isin(sorted({each.rule.subject_doctype for each in touched})))
		.where(duty.subject.isin(sorted(frozenset().union(*(each.subjects for each in touched)))))
		.where(duty.rule.isin([each.rule.name for each in touched]))
		.where(duty.period_start <= max(each.last for each in touched))
		.where(duty.count_until >= min(each.first for each in touched))
		.where(duty.state != State.EXEMPT.value)
		.for_update()
	)
	found: dict[str, list[Group]] = {}
	for rule, *dates in sorted(set(query.run())):
		found.setdefault(rule, []).append(Group(*dates))
	return found


def _groups(rule: DutyRule, counting_since, few, days) -> list[Group]:
	duty = frappe.qb.DocType(OBLIGATION)
	query = (
		frappe.qb.from_(duty)
		.select(duty.period_start, duty.period_end, duty.due_date, duty.count_until)
		.distinct()
		.where((duty.rule == rule.name) & (duty.state != State.EXEMPT.value))
	)
	if few is not None:  # with its kind, which the index on subjects begins with
		query = query.where((duty.subject_doctype == rule.subject_doctype) & duty.subject.isin(few))
	if days:
		query = query.where((duty.period_start <= days[1]) & (duty.count_until >= days[0]))
	if counting_since:
		query = query.where((duty.count_until >= counting_since) | (duty.state == State.OPEN.value))
	return [Group(*row) for row in query.run()]


def _settle_group(rule: DutyRule, group: Group, today: date, few, without) -> int:
	"""Over the whole school first those that differ are looked for, then only these are written (frappe-facts: diff first)."""
	if few is not None:
		return _write(rule, group, today, few, without)
	changed = _find_changed(rule, group, today)
	return sum(
		_write(rule, group, today, changed[first : first + CHUNK], without)
		for first in range(0, len(changed), CHUNK)
	)


def _find_changed(rule: DutyRule, group: Group, today: date) -> list[str]:
	duty, source = frappe.qb.DocType(OBLIGATION), EvidenceQuery(rule)
	found = source.counted(group, today).as_("found")
	outcome = Outcome(rule, source, found, group, today)
	query = (
		frappe.qb.from_(duty)
		.left_join(found)
		.on(found.subject == duty.subject)
		.select(duty.subject)
		.where(_in_group(duty, rule, group) & outcome.differs(duty))
	)
	return [row[0] for row in query.run()]


def _write(rule: DutyRule, group: Group, today: date, few, without) -> int:
	duty, source = frappe.qb.DocType(OBLIGATION), EvidenceQuery(rule)
	source.of_subjects(few)
	found = source.counted(group, today, without).as_("found")
	outcome = Outcome(rule, source, found, group, today)
	(
		frappe.qb.update(duty)
		.left_join(found)
		.on(found.subject == duty.subject)
		.set(duty.state, outcome.state_after(duty))
		.set(duty.done_count, outcome.done)
		.set(duty.late_count, outcome.late)
		.set(duty.first_done_on, outcome.first_day)
		.set(duty.evidence_doctype, outcome.evidence_doctype)
		.set(duty.evidence, outcome.evidence)
		.set(duty.modified, now_datetime())
		.where(_in_group(duty, rule, group) & duty.subject.isin(few) & outcome.differs(duty))
		.run()
	)
	return changed_rows()


def _in_group(duty, rule: DutyRule, group: Group):
	return (
		(duty.rule == rule.name)
		& (duty.period_start == group.period_start)
		& (duty.due_date == group.due_date)
		& (duty.count_until == group.count_until)
		& (duty.state != State.EXEMPT.value)
	)
