"""What counts toward a rule, as a query; and what one record says about subjects and days."""

from dataclasses import dataclass
from datetime import date, datetime

import frappe
from frappe.utils import getdate
from pypika import Case, CustomFunction
from pypika.functions import Coalesce, Concat, Count, Min, Sum
from pypika.terms import Term

from campus_safety.access.rules import PROTECTED
from campus_safety.domain.people.school_calendar import ONE_DAY
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


@dataclass(frozen=True)
class Limits:
	"""Days that divide the records of a group: as dates, or as parameters of a text that is kept."""

	first: date | Term
	before: date | Term
	in_time_before: date | Term
	written_before: date | Term

	@classmethod
	def of(cls, group: Group, today: date) -> "Limits":
		"""Evidence lies in the period and no later than today; what is in time was written down by the due date."""
		return cls(
			first=group.period_start,
			before=min(group.count_until, today) + ONE_DAY,
			in_time_before=min(group.period_end, group.due_date) + ONE_DAY,
			written_before=group.due_date + ONE_DAY,
		)


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
		return hides_names(self.rule)

	def counted(self, group: Group, today: date, without: str | None = None):
		"""One row per subject: (subject, done, on_time, late, first), first being the earliest day and its record's name."""
		return self.counted_within(Limits.of(group, today), without)

	def counted_within(self, limits: Limits, without: str | Term | None = None):
		"""The same between days given otherwise."""
		query = (
			self.select_valid()
			.where(self.time >= limits.first)
			.where(self.time < limits.before)
			.groupby(self.subject)
		)
		if without is not None:
			query = query.where(self.record.name != without)
		punctual = (self.time < limits.in_time_before) & (self.written < limits.written_before)
		return query.select(
			self.subject.as_("subject"),
			self._number().as_("done"),
			self._number_where(punctual).as_("on_time"),
			(Sum(0) if self.late is None else self._number_where(self.late == 1)).as_("late"),
			Min(Concat(Date(self.time), self.record.name)).as_("first"),
		)

	def of_subjects(self, subjects) -> None:
		"""Narrow to a few subjects: the second query shape, served by an index on the subject."""
		few = subjects if isinstance(subjects, Term) else list(subjects)
		self.query = self.query.where(self.subject.isin(few))

	def _join_table(self) -> None:
		table = get_table(self.rule)
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


def hides_names(rule: DutyRule) -> bool:
	"""Of L3 and L4 records only the number and the day are told."""
	return rule.evidence_doctype in PROTECTED


def get_table(rule: DutyRule) -> str:
	"""The table of the record in which the rule's fields lie; empty where they are the record's own."""
	columns = (rule.subject_column, rule.time_column, *rule.evidence_conditions)
	return next((column.table for column in columns if column.table), "")


def get_shape(rule: DutyRule) -> tuple:
	"""What the query depends on besides the rule, of the metadata: where it is the same, so is the query's text."""
	meta = frappe.get_meta(rule.evidence_doctype)
	table = get_table(rule)
	child = meta.get_field(table).options if table else ""
	marks = [meta.has_field("late_entry")]
	if child:
		marks += [frappe.get_meta(child).has_field(field) for field in ("recorded_at", "late_entry")]
	return bool(meta.is_submittable), child, *marks


def get_written_since(rule: DutyRule, moment: datetime) -> list[str]:
	"""Subjects of which a record was written or changed at that moment or later, whether it counts or not."""
	source = EvidenceQuery(rule)
	query = source.query.select(source.subject).distinct()
	return [
		row[0] for row in query.where((source.record.modified >= moment) & source.subject.notnull()).run()
	]


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
