"""What counts toward a rule, as a query; and what one record says about subjects and days."""

from dataclasses import dataclass
from datetime import date, timedelta

import frappe
from frappe.utils import getdate
from pypika import Case, CustomFunction
from pypika.functions import Coalesce, Concat, Count, Min, Sum
from pypika.terms import Term

from campus_safety.access.rules import PROTECTED
from campus_safety.engines.duties.filters import Column
from campus_safety.engines.duties.rules import DutyRule

Date = CustomFunction("DATE", ["value"])
DAY_LENGTH = 10  # of 2026-11-25


@dataclass(frozen=True)
class Group:
	"""Duties of one rule that share their dates."""

	period_start: date
	period_end: date
	due_date: date
	count_until: date


class EvidenceQuery:
	"""The records of a rule's evidence DocType, joined with the table its fields lie in."""

	def __init__(self, rule: DutyRule):
		self.rule = rule
		self.record = frappe.qb.DocType(rule.evidence_doctype).as_("e")
		self.query = frappe.qb.from_(self.record)
		self.tables = {(rule.evidence_doctype, ""): self.record}
		self._join_table()
		self.subject = self._term(rule.subject_column)
		self.time = self._term(rule.time_column)
		self.written = self._get_written()
		self.late = self._get_late()

	@property
	def hides_names(self) -> bool:
		"""Of L3 and L4 records only the number and the day are told."""
		return self.rule.evidence_doctype in PROTECTED

	def counted(self, group: Group, today: date, without: str | None = None):
		"""One row per subject: (subject, done, on_time, late, first), first being the earliest day and its record's name."""
		last = min(group.count_until, today)
		query = (
			self.select_valid()
			.where(self.time >= group.period_start)
			.where(self.time < last + timedelta(days=1))
			.groupby(self.subject)
		)
		if without:
			query = query.where(self.record.name != without)
		punctual = (self.time < min(group.period_end, group.due_date) + timedelta(days=1)) & (
			self.written < group.due_date + timedelta(days=1)
		)
		return query.select(
			self.subject.as_("subject"),
			self._number().as_("done"),
			self._number_where(punctual).as_("on_time"),
			(Sum(0) if self.late is None else self._number_where(self.late == 1)).as_("late"),
			Min(Concat(Date(self.time), self.record.name)).as_("first"),
		)

	def of_subjects(self, subjects) -> None:
		"""Narrow to a few subjects: the second query shape, served by an index on the subject."""
		self.query = self.query.where(self.subject.isin(list(subjects)))

	def _join_table(self) -> None:
		columns = [self.rule.subject_column, self.rule.time_column]
		table = next((column.table for column in columns if column.table), "") or next(
			(each.table for each in self.rule.evidence_conditions if each.table), ""
		)
		if not table:
			return
		child = frappe.get_meta(self.rule.evidence_doctype).get_field(table).options
		rows = frappe.qb.DocType(child).as_("c")
		self.query = self.query.join(rows).on(
			(rows.parent == self.record.name)
			& (rows.parenttype == self.rule.evidence_doctype)
			& (rows.parentfield == table)
		)
		self.tables[(self.rule.evidence_doctype, table)] = rows

	def _term(self, column: Column):
		return self.tables[(self.rule.evidence_doctype, column.table)][column.name]

	def select_valid(self):
		"""The query of the records that count, without its columns."""
		query = self.query
		submittable = frappe.get_meta(self.rule.evidence_doctype).is_submittable
		query = query.where(self.record.docstatus == 1 if submittable else self.record.docstatus < 2)
		for condition in self.rule.evidence_conditions:
			query = query.where(condition.criterion(self.tables))
		return query

	def _number(self):
		"""Rows of the table where the time stands in one (each dispatch counts), else records (each meeting once)."""
		if len(self.tables) == 1 or self.rule.time_column.table:
			return Count("*")
		return Count(self.record.name).distinct()

	def _number_where(self, condition):
		if len(self.tables) == 1 or self.rule.time_column.table:
			return Sum(Case().when(condition, 1).else_(0))
		return Count(Case().when(condition, self.record.name)).distinct()

	def _get_written(self) -> Term:
		"""A row's own time of writing, where its table keeps one; a row's `creation` is its record's."""
		rows, has_own = self._rows_with("recorded_at")
		return Coalesce(rows.recorded_at, self.record.creation) if has_own else self.record.creation

	def _get_late(self) -> Term | None:
		rows, has_own = self._rows_with("late_entry")
		if has_own:
			return rows.late_entry
		has_mark = frappe.get_meta(self.rule.evidence_doctype).has_field("late_entry")
		return self.record.late_entry if has_mark else None

	def _rows_with(self, field: str):
		"""(the joined table, whether its rows have the field)."""
		for (_doctype, table), rows in self.tables.items():
			if table:
				child = frappe.get_meta(self.rule.evidence_doctype).get_field(table).options
				return rows, frappe.get_meta(child).has_field(field)
		return None, False


def read_record(rule: DutyRule, doc) -> set[tuple[str, date]]:
	"""(subject, day) pairs that a record, as it is in memory, speaks about."""
	subject, time = rule.subject_column, rule.time_column
	table = subject.table or time.table
	pairs = set()
	for row in doc.get(table) or [] if table else [doc]:
		whose = (row if subject.table else doc).get(subject.name)
		when = (row if time.table else doc).get(time.name)
		if whose and when:
			pairs.add((whose, getdate(when)))
	return pairs
