"""Who is above the score of a rule, and by which records: one statement per rule, never a loop over students.

It weighs as `domain.warning.score` does.
"""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import NamedTuple

import frappe
from pypika import CustomFunction, Order
from pypika.functions import Count, Max, Sum
from pypika.terms import Term

from campus_safety.domain.warning.score import first_day
from campus_safety.engines.duties import assign
from campus_safety.engines.duties.evidence import EvidenceQuery
from campus_safety.records.students import AT_SCHOOL
from campus_safety.services.warning.rules import STUDENT, WARNING, Signal, WarningRule

DateDiff = CustomFunction("DATEDIFF", ["later", "earlier"])
Greatest = CustomFunction("GREATEST", ["one", "other"])
Power = CustomFunction("POWER", ["base", "exponent"])
Round = CustomFunction("ROUND", ["number", "digits"])
OPEN, DECIDED = ("New", "Taken"), ("Confirmed", "Dismissed")


class Flagged(NamedTuple):
	"""One student above the score. holder: in whose list the warning would stand, if anybody's."""

	student: str
	unit: str | None
	college: str | None
	holder: str | None
	score: float


def get_flagged(rule: WarningRule, today: date, students: Iterable[str] | None = None) -> list[Flagged]:
	"""Who is above the score without an open warning, the gravest first. What was judged once is judged: only what was
	written since a decision counts again.
	"""
	return _with_holders(rule, _get_above(rule, today, students))


def get_students_above(rule: WarningRule, today: date, students: Iterable[str]) -> list[str]:
	"""The same question about a few students, by their index, for whoever waits for the answer."""
	return [row[0] for row in _get_above(rule, today, students)]


def get_flagged_then(rule: WarningRule, day: date) -> list[Flagged]:
	"""Who would have been above the score on a day, from what was written by then; nothing that was decided is left out."""
	return _with_holders(rule, _run(rule, *_select(rule, day, None, judged=False)))


def get_hits(
	rule: WarningRule, signal: Signal, students: Iterable[str], since: date, judged: bool = False
) -> list:
	"""(student, record, happened, written) of these students' records."""
	source = _source(rule, signal, judged)
	return list(
		_records(source, signal)
		.where(source.time >= since)
		.where(source.subject.isin(list(students)))
		.select(source.subject, source.record.name, source.time, source.written)
		.distinct()
		.run()
	)


def _get_above(rule: WarningRule, today: date, students: Iterable[str] | None) -> list[tuple]:
	query, student, score = _select(rule, today, students, judged=True)
	open_one = frappe.qb.DocType(WARNING).as_("open_one")
	query = (
		query.left_join(open_one)
		.on((open_one.student == student.name) & (open_one.rule == rule.name) & open_one.status.isin(OPEN))
		.where(open_one.name.isnull())
	)
	return _run(rule, query, student, score)


def _run(rule: WarningRule, query, student, score: Term) -> list[tuple]:
	"""(student, unit, college, score), the gravest first."""
	return list(
		query.select(student.name, student.unit, student.college, Round(score, 3))
		.groupby(student.name, student.unit, student.college)
		.having(Round(score, 3) >= round(rule.threshold, 3))
		.orderby(Round(score, 3), order=Order.desc)
		.orderby(student.name)
		.run()
	)


def _with_holders(rule: WarningRule, above: list[tuple]) -> list[Flagged]:
	"""In whose list each would stand, looked up for all of them at once."""
	if not above:
		return []
	student = frappe.qb.DocType(STUDENT).as_("s")
	query = frappe.qb.from_(student).where(student.name.isin([row[0] for row in above]))
	query, holder = assign.join_holder(query, student, rule)
	holders = dict(query.select(student.name, holder).run())
	return [Flagged(*row[:3], holders.get(row[0]), float(row[3])) for row in above]


def _select(rule: WarningRule, day: date, students: Iterable[str] | None, judged: bool):
	"""(the query of students at school with what their signals weigh, their table, the term of the score)."""
	first, *others = (_weighed(rule, signal, day, students, judged) for signal in rule.signals)
	for other in others:
		first = first * other  # UNION ALL
	parts, student = first.as_("parts"), frappe.qb.DocType(STUDENT).as_("s")
	query = (
		frappe.qb.from_(parts)
		.join(student)
		.on(student.name == parts.student)
		.where(student.status.isin(AT_SCHOOL))
	)
	return query, student, Sum(parts.score)


def _weighed(rule: WarningRule, signal: Signal, day: date, students, judged: bool):
	"""(student, score) by one signal, of those who have enough of its records."""
	source, weighing = _source(rule, signal, judged), signal.weighing
	query = _records(source, signal).where(source.time >= first_day(weighing.window_days, day))
	if students is not None:
		query = query.where(source.subject.isin(list(students)))
	if not judged:
		query = query.where(source.written < day + timedelta(days=1))
	subject, time = source.subject, source.time
	if len(source.tables) > 1:  # a record joined with several rows is still one
		hit = query.select(subject.as_("student"), source.record.name, time.as_("at")).distinct().as_("hit")
		query, subject, time = frappe.qb.from_(hit), hit.student, hit.at
	number = Count("*")
	return (
		query.select(subject.as_("student"), _weight(weighing, time, day, number).as_("score"))
		.groupby(subject)
		.having(number >= weighing.min_count)
	)


def _weight(weighing, time: Term, day: date, number: Term) -> Term:
	if not weighing.half_life_days:
		return number * weighing.weight
	age = Greatest(DateDiff(day, time), 0)
	return Sum(Power(0.5, age / weighing.half_life_days)) * weighing.weight


def _source(rule: WarningRule, signal: Signal, judged: bool) -> EvidenceQuery:
	"""judged: leave out what stood there already when the last warning of this rule and student was decided."""
	source = EvidenceQuery(signal)
	if judged and frappe.db.exists(WARNING, {"rule": rule.name, "status": ("in", DECIDED)}):
		past = frappe.qb.DocType(WARNING)
		last = (
			frappe.qb.from_(past)
			.select(past.student, Max(past.decided_at).as_("at"))
			.where((past.rule == rule.name) & past.status.isin(DECIDED))
			.groupby(past.student)
			.as_("last_decision")
		)
		source.query = (
			source.query.left_join(last)
			.on(last.student == source.subject)
			.where((last["at"].isnull()) | (source.written > last["at"]))
		)
	return source


def _records(source: EvidenceQuery, signal: Signal):
	return source.select_valid().where(source.subject != "")
