"""Who owes a duty: all subjects of a rule as one query."""

from dataclasses import dataclass

import frappe
from pypika import Case
from pypika.functions import Coalesce
from pypika.terms import Criterion, Term, ValueWrapper

from campus_safety.domain.duties.obligation import Window
from campus_safety.domain.duties.rhythm import DAYS_OF, needed
from campus_safety.engines.duties import assign
from campus_safety.engines.duties.rules import AWAY, LISTED_BY, DutyRule
from campus_safety.records.students import AT_SCHOOL, NOT_LEFT


@dataclass(frozen=True)
class Subjects:
	"""A query without its select, and the terms of one subject in it."""

	query: object
	name: Term
	student: Term
	unit: Term
	college: Term
	holder: Term
	joined: Term | None = None
	leaves: Term | None = None
	needed: Term | None = None  # how many, where the student's risk level says so

	def owing(self, window: Window):
		"""Narrowed to those who joined early enough and leave late enough."""
		query = self.query
		if self.joined is not None:
			query = query.where(self.joined.isnull() | (self.joined <= window.join_by))
			query = query.where(self.leaves.isnull() | (self.leaves >= window.stay_until))
		return query


def select(rule: DutyRule) -> Subjects:
	"""Every subject that owes the duty today, whatever the period."""
	table = frappe.qb.DocType(rule.subject_doctype).as_("s")
	query = frappe.qb.from_(table)
	tables = {(rule.subject_doctype, ""): table}
	status = None
	since = None
	if rule.is_risk:
		doctype, open_status, since = LISTED_BY[rule.subject_type]
		status = frappe.qb.DocType(doctype).as_("rs")
		query = query.join(status).on((status.student == table.name) & (status.status == open_status))
		tables[(doctype, "")] = status
	number = None
	if rule.rhythm:
		query, number = _join_level(query, rule, status)
	for condition in (*_defaults(rule, table), *(each.criterion(tables) for each in rule.subject_conditions)):
		query = query.where(condition)
	lived_in = None
	if assign.is_of_residents(rule):
		lived_in = assign.select_residents().as_("lived_in")
		query = query.join(lived_in).on(lived_in.room == table.name)
	query, holder = assign.join_holder(query, table, rule, status, lived_in)
	nobody = ValueWrapper(None)
	if rule.names_student:
		return Subjects(
			query,
			table.name,
			table.name,
			table.unit,
			table.college,
			holder,
			status[since] if since else table.admission_date,
			table.graduation_date,
			number,
		)
	if lived_in is not None:
		return Subjects(query, table.name, nobody, lived_in.unit, lived_in.college, holder)
	if rule.subject_doctype == "Campus Dormitory":
		return Subjects(query, table.name, nobody, nobody, nobody, holder)
	return Subjects(query, table.name, nobody, table.name, table.college, holder)


def _join_level(query, rule: DutyRule, status) -> tuple[object, Term]:
	"""Those whose level has its rhythm in the rule's period, and how many it asks for there."""
	level, period = frappe.qb.DocType("Campus Risk Level").as_("rl"), rule.policy.period
	days, every = DAYS_OF[period], level[rule.rhythm.field]
	query = query.join(level).on(level.name == status.risk_level)
	number = Case()
	for count in {needed(period, day) for day in days}:
		number = number.when(every.isin([day for day in days if needed(period, day) == count]), count)
	return query.where(every.between(days[0], days[-1])), number.else_(1)


def _defaults(rule: DutyRule, table) -> list[Criterion]:
	"""What holds unless the rule's own filter speaks about the same field."""
	asked = {
		condition.field for condition in rule.subject_conditions if condition.doctype == rule.subject_doctype
	}
	if rule.names_student:
		kept_up = rule.subject_type in AWAY or (rule.rhythm and rule.rhythm.goes_on_while_suspended)
		return [] if "status" in asked else [table.status.isin(NOT_LEFT if kept_up else AT_SCHOOL)]
	found = [] if "disabled" in asked else [Coalesce(table.disabled, 0) == 0]
	if rule.subject_doctype == "Campus Dormitory":
		return found if "dormitory_type" in asked else [*found, table.dormitory_type == "Room"]
	return [*found, table.unit_type == rule.subject_type]
