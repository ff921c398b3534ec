"""Duties and their evidence brought together: the states of `domain.obligation`, as one statement per rule and period."""

from collections.abc import Iterable
from datetime import date

import frappe
from frappe.utils import now_datetime

from campus_safety.domain.duties.obligation import State
from campus_safety.engines.duties.evidence import EvidenceQuery, Group
from campus_safety.engines.duties.generate import OBLIGATION, changed_rows
from campus_safety.engines.duties.outcome import Outcome
from campus_safety.engines.duties.rules import DutyRule

CHUNK = 1_000  # subjects written by one statement
# of a rule's duties: the database takes reading the whole table, of all rules and years, for cheaper
BY_RULE = "unique_duty"


def settle(
	rule: DutyRule,
	today: date,
	counting_since: date | None = None,
	subjects: Iterable[str] | None = None,
	days: tuple[date, date] | None = None,
) -> int:
	"""Bring duties up to date with their evidence; returns how many changed. What a save does of it stands in `saved`.

	counting_since: leave alone what no longer counts evidence of that day or later, unless it is open.
	subjects, days: only these, and only periods that count evidence between the two days.
	"""
	few = sorted(set(subjects)) if subjects is not None else None
	groups = _groups(rule, counting_since, few, days)
	return sum(_settle_group(rule, group, today, few) for group in groups)


def _groups(rule: DutyRule, counting_since, few, days) -> list[Group]:
	duty = frappe.qb.DocType(OBLIGATION)
	query = (
		frappe.qb.from_(duty)
		.select(duty.period_start, duty.period_end, duty.due_date, duty.count_until)
		.distinct()
		.where((duty.rule == rule.name) & (duty.state != State.EXEMPT.value))
	)
	if few is None:
		query = query.force_index(BY_RULE)
	else:  # with its kind, which the index on subjects begins with
		query = query.where((duty.subject_doctype == rule.subject_doctype) & duty.subject.isin(few))
	if days:
		query = query.where((duty.period_start <= days[1]) & (duty.count_until >= days[0]))
	if counting_since:
		query = query.where((duty.count_until >= counting_since) | (duty.state == State.OPEN.value))
	return [Group(*row) for row in query.run()]


def _settle_group(rule: DutyRule, group: Group, today: date, few) -> int:
	"""Over the whole school first those that differ are looked for, then only these are written (frappe-facts: diff first)."""
	changed = _find_changed(rule, group, today) if few is None else few
	written = 0
	for first in range(0, len(changed), CHUNK):
		_write(rule, group, today, changed[first : first + CHUNK])
		written += changed_rows()
	return written


def _find_changed(rule: DutyRule, group: Group, today: date) -> list[str]:
	duty, source = frappe.qb.DocType(OBLIGATION), EvidenceQuery(rule)
	found = source.counted(group, today).as_("found")
	outcome = Outcome(rule, source, found, group, today)
	query = (
		frappe.qb.from_(duty)
		.force_index(BY_RULE)
		.left_join(found)
		.on(found.subject == duty.subject)
		.select(duty.subject)
		.where(_in_group(duty, rule, group) & outcome.differs(duty))
	)
	return [row[0] for row in query.run()]


def _write(rule: DutyRule, group: Group, today: date, few) -> None:
	duty, source = frappe.qb.DocType(OBLIGATION), EvidenceQuery(rule)
	source.of_subjects(few)
	found = source.counted(group, today).as_("found")
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


def _in_group(duty, rule: DutyRule, group: Group):
	return (
		(duty.rule == rule.name)
		& (duty.period_start == group.period_start)
		& (duty.due_date == group.due_date)
		& (duty.count_until == group.count_until)
		& (duty.state != State.EXEMPT.value)
	)
