"""Duties and their evidence brought together: the states of `domain.obligation`, as one statement per rule and period."""

from collections.abc import Iterable
from datetime import date

import frappe
from frappe.utils import now_datetime
from pypika import Case, CustomFunction
from pypika.functions import Coalesce

from campus_safety.domain.obligation import State
from campus_safety.services.duties.evidence import DAY_LENGTH, EvidenceQuery, Group
from campus_safety.services.duties.generate import OBLIGATION, changed_rows
from campus_safety.services.duties.rules import DutyRule

LeftText = CustomFunction("LEFT", ["text", "length"])
Substring = CustomFunction("SUBSTRING", ["text", "start"])


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
	return sum(
		_settle_group(rule, group, today, few, without) for group in _groups(rule, counting_since, few, days)
	)


def _groups(rule: DutyRule, counting_since, few, days) -> list[Group]:
	duty = frappe.qb.DocType(OBLIGATION)
	query = (
		frappe.qb.from_(duty)
		.select(duty.period_start, duty.period_end, duty.due_date, duty.count_until)
		.distinct()
		.where((duty.rule == rule.name) & (duty.state != State.EXEMPT.value))
	)
	if few is not None:
		query = query.where(duty.subject.isin(few))
	if days:
		query = query.where((duty.period_start <= days[1]) & (duty.count_until >= days[0]))
	if counting_since:
		query = query.where((duty.count_until >= counting_since) | (duty.state == State.OPEN.value))
	return [Group(*row) for row in query.run()]


def _settle_group(rule: DutyRule, group: Group, today: date, few, without) -> int:
	duty = frappe.qb.DocType(OBLIGATION)
	source = EvidenceQuery(rule)
	if few is not None:
		source.of_subjects(few)
	found = source.counted(group, today, without).as_("found")
	done = Coalesce(found.done, 0)
	state = _state(duty, found, group, today)
	first_day = LeftText(found.first, DAY_LENGTH)
	evidence = None if source.hides_names else Substring(found.first, DAY_LENGTH + 1)
	differs = (
		(duty.done_count != done)
		| (duty.state != state)
		| (duty.late_count != Coalesce(found.late, 0))
		| (Coalesce(duty.first_done_on, "0001-01-01") != Coalesce(first_day, "0001-01-01"))
	)
	if evidence is not None:
		differs |= Coalesce(duty.evidence, "") != Coalesce(evidence, "")
	update = (
		frappe.qb.update(duty)
		.left_join(found)
		.on(found.subject == duty.subject)
		.set(duty.state, state)
		.set(duty.done_count, done)
		.set(duty.late_count, Coalesce(found.late, 0))
		.set(duty.first_done_on, first_day)
		.set(duty.evidence_doctype, Case().when(done > 0, rule.evidence_doctype).else_(None))
		.set(duty.evidence, evidence)
		.set(duty.modified, now_datetime())
		.where(
			(duty.rule == rule.name)
			& (duty.period_start == group.period_start)
			& (duty.due_date == group.due_date)
			& (duty.count_until == group.count_until)
			& (duty.state != State.EXEMPT.value)
			& differs
		)
	)
	if few is not None:
		update = update.where(duty.subject.isin(few))
	update.run()
	return changed_rows()


def _state(duty, found, group: Group, today: date):
	"""`domain.obligation.next_state`, in the database; a test holds the two together."""
	enough = Coalesce(found.done, 0) >= duty.min_count
	punctual = (Coalesce(found.on_time, 0) >= duty.min_count) & duty.state.isin((State.OPEN.value, State.DONE.value))
	case = Case().when(enough & punctual, State.DONE.value).when(enough, State.DONE_LATE.value)
	if today > group.due_date:
		return case.else_(State.OVERDUE.value)
	was_late = duty.state.isin((State.OVERDUE.value, State.DONE_LATE.value))
	return case.when(was_late, State.OVERDUE.value).else_(State.OPEN.value)
