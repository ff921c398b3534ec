"""The burden account 负担账 of a term, per duty rule: what was typed, by how many, what the app filled, who read it. Numbers only."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date, timedelta

import frappe
from pypika import Criterion
from pypika.functions import Count, Sum

from campus_safety.access.rules import PROTECTED
from campus_safety.domain.duties.burden import Fields, Line, count_fields
from campus_safety.domain.duties.coverage import FEWEST
from campus_safety.engines.duties import figures
from campus_safety.engines.duties.coverage import Period
from campus_safety.engines.duties.figures import IN_ORDER
from campus_safety.engines.duties.generate import OBLIGATION
from campus_safety.engines.duties.rules import RULE

SAMPLE = 100  # records of a kind, the newest of the term, whose fields are counted
SAMPLE_ROWS = 1_000  # of one of their tables: a hundred roll calls have 150,000
TAKEN_OUT = ("Opened", "Reveal", "Export", "Print")


@dataclass
class Counts:
	"""Of one rule in the term: to whom it fell, records that counted, and whether so few key students that these are kept back."""

	people: set[str] = field(default_factory=set)
	records: int = 0
	hides: bool = False


NOTHING = Counts()


def get_lines(term: str) -> list[Line]:
	"""Of each rule that is switched on, or of which something was owed in the term."""
	days = frappe.db.get_value("Campus Term", term, ["start_date", "end_date"])
	if not days:
		return []
	first, last = days
	counts = _count(term)
	rules = frappe.get_all(
		RULE,
		fields=["name", "rule_name", "clause", "responsible_position", "evidence_doctype", "enabled"],
		order_by="clause asc, rule_name asc",
	)
	fields: dict[str, Fields | None] = {}
	# whom a duty of the term bids to write a kind: that they open their own list is no reading
	writers: dict[str, set[str]] = defaultdict(set)
	for rule in rules:
		writers[rule.evidence_doctype] |= counts.get(rule.name, NOTHING).people
	readers = _get_readers(first, last, writers)
	lines = []
	for rule in rules:
		evidence = rule.evidence_doctype
		if not (rule.enabled or rule.name in counts) or not frappe.db.exists("DocType", evidence):
			continue
		if evidence not in fields:
			fields[evidence] = _count_sample(evidence, first, last)
		counted = counts.get(rule.name, NOTHING)
		lines.append(
			Line(
				rule=rule.name,
				title=rule.rule_name,
				clause=rule.clause or "",
				post=rule.responsible_position or "",
				evidence=evidence,
				fields=fields[evidence],
				people=len(counted.people),
				records=None if counted.hides else counted.records,
				readers=None if fields[evidence] is None else readers.get(evidence, 0),
			)
		)
	return lines


def _count(term: str) -> dict[str, Counts]:
	duty = frappe.qb.DocType(OBLIGATION)
	of_term = Criterion.all(Period(term).criteria(duty))
	counted = figures.count_in_order(duty, IN_ORDER, of_term, Sum(duty.done_count).as_("records"))
	counted = counted.as_("counted")
	rows = (
		frappe.qb.from_(counted)
		.select(counted.rule, counted.responsible_user, Sum(counted.records))
		.groupby(counted.rule, counted.responsible_user)
		.run()
	)
	found: dict[str, Counts] = defaultdict(Counts)
	for rule, person, records in rows:
		found[rule].people |= {person} - {None, ""}
		found[rule].records += int(records or 0)
	few = (
		figures.of_the_school(duty)
		.select(duty.rule)
		.where(of_term & (duty.is_risk == 1))
		.groupby(duty.rule)
		.having(Count(duty.student).distinct() < FEWEST)
	)
	for (rule,) in few.run():
		found[rule].hides = True
	return dict(found)


def _count_sample(doctype: str, first: date, last: date) -> Fields | None:
	"""Filled fields of one record, with its rows, on average over the newest of the term; None of a few protected ones."""
	meta = frappe.get_meta(doctype)
	if meta.issingle:
		return Fields()
	rows = frappe.get_all(
		doctype,
		filters={"creation": ("between", (first, last + timedelta(days=1)))},
		fields=["*"],
		order_by="creation desc",
		limit=SAMPLE,
	)
	found = sum((count_fields(_columns(meta), row) for row in rows), Fields())
	if doctype in PROTECTED and len(rows) < FEWEST:
		return None
	for table in {table.options for table in meta.get_table_fields()}:
		found += _count_rows(doctype, table, [row.name for row in rows])
	return found.per(len(rows))


def _count_rows(doctype: str, table: str, names: list[str]) -> Fields:
	"""Filled fields of all rows of these records: counted in the rows of the first ones, as many as are enough, and taken for all."""
	row = frappe.qb.DocType(table)
	of_these = row.parent.isin(names or [""]) & (row.parenttype == doctype)
	numbers = dict(
		frappe.qb.from_(row).select(row.parent, Count("*")).where(of_these).groupby(row.parent).run()
	)
	chosen, number = [], 0
	for name in filter(numbers.get, names):
		if number < SAMPLE_ROWS:
			chosen.append(name)
			number += numbers[name]
	if not chosen:
		return Fields()
	rows = frappe.get_all(
		table,
		filters={"parent": ("in", chosen), "parenttype": doctype},
		fields=["*"],
		limit_page_length=0,
	)
	columns = _columns(frappe.get_meta(table))
	found = sum((count_fields(columns, row) for row in rows), Fields())
	return found.times(sum(numbers.values()) / number)


def _columns(meta) -> list[dict]:
	names = ("fieldname", "fieldtype", "read_only", "hidden", "fetch_from", "default")
	return [{name: field.get(name) for name in names} for field in meta.fields]


def _get_readers(first: date, last: date, writers: dict[str, set[str]]) -> dict[str, int]:
	"""{DocType: people who opened its list, a record of it or a paper made of it, and whom no duty bids to write any}."""
	found: dict[str, set[str]] = defaultdict(set)
	for doctype, user in (*_opened_lists(first, last), *_taken_out(first, last)):
		found[doctype].add(user)
	return {doctype: len(users - writers.get(doctype, set())) for doctype, users in found.items()}


def _opened_lists(first: date, last: date) -> list[tuple[str, str]]:
	"""As the Desk remembers for each account which lists it opens."""
	rows = frappe.get_all(
		"Route History",
		filters={
			"route": ("like", "List/Campus %"),
			"creation": ("between", (first, last + timedelta(days=1))),
		},
		fields=["route", "user"],
		distinct=True,
		limit_page_length=0,
	)
	return [(row.route.split("/")[1], row.user) for row in rows]


def _taken_out(first: date, last: date) -> list[tuple[str, str]]:
	log = frappe.qb.DocType("Campus Access Log")
	return list(
		frappe.qb.from_(log)
		.select(log.reference_doctype, log.user)
		.distinct()
		.where(log.action.isin(TAKEN_OUT) & log.at[first : last + timedelta(days=1)])
		.where(log.creation >= first)  # no line is written before its moment; of the two, this has an index
		.run()
	)
