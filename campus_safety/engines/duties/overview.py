"""Duties counted for those who answer for others 履职概览: by class and person, by clause and college. Numbers only, no student."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import NamedTuple

import frappe
from pypika import Case
from pypika.functions import Coalesce, Count, Max, Min, Sum

from campus_safety.access import scopes
from campus_safety.access.queries import criterion
from campus_safety.access.scopes.duties import COUNTS_ONLY_DUTIES, duty_counts
from campus_safety.domain.duties.coverage import FEWEST, Coverage
from campus_safety.domain.duties.obligation import Period, Span, State, period_of
from campus_safety.domain.roles import COLLEGE_LEAD, STUDENT_AFFAIRS
from campus_safety.engines.duties import figures
from campus_safety.engines.duties.figures import IN_ORDER
from campus_safety.engines.duties.generate import OBLIGATION
from campus_safety.engines.duties.rules import LISTED_BY, RULE

COUNTED = {
	"done": State.DONE,
	"late": State.DONE_LATE,
	"missed": State.OVERDUE,
	"open": State.OPEN,
}
A_WEEK = timedelta(days=6)  # a week that begins on the last day of a month belongs to that month


@dataclass(frozen=True)
class Now:
	"""The two stretches of time that figures are given for. month: what began in it and is no longer than it."""

	month: Span
	term: Span | None

	@classmethod
	def of(cls, today: date) -> "Now":
		rows = frappe.get_all(
			"Campus Term",
			filters={"start_date": ("<=", today)},
			fields=["start_date", "end_date"],
			order_by="start_date desc",
			limit=1,
		)
		return cls(
			period_of(Period.MONTH, today), Span(rows[0].start_date, rows[0].end_date) if rows else None
		)

	def in_month(self, duty):
		return (
			(duty.period_start >= self.month.first)
			& (duty.period_start <= self.month.last)
			& (duty.period_end <= self.month.last + A_WEEK)
		)

	def in_term(self, duty):
		term = self.term or self.month
		return (duty.period_end >= term.first) & (duty.period_start <= term.last)

	def in_either(self, duty):
		"""Bounded on both sides by the first day, so that years gone by are not read: none is longer than a school year."""
		last = max(self.month.last, self.term.last) if self.term else self.month.last
		earliest = period_of(Period.YEAR, self.first).first - A_WEEK
		return (duty.period_end >= self.first) & (duty.period_start >= earliest) & (duty.period_start <= last)

	@property
	def first(self) -> date:
		return min(self.month.first, self.term.first) if self.term else self.month.first

	def as_dict(self) -> dict:
		term = self.term or self.month
		return {"month": [self.month.first, self.month.last], "term": [term.first, term.last]}


NOTHING_OWED = Coverage()


@dataclass(frozen=True)
class Counts:
	"""Coverage of the running month and of the term."""

	month: Coverage = NOTHING_OWED
	term: Coverage = NOTHING_OWED

	def __add__(self, other: "Counts") -> "Counts":
		return Counts(self.month + other.month, self.term + other.term)

	def as_dict(self) -> dict:
		return {"month": _as_dict(self.month), "term": _as_dict(self.term)}


def _as_dict(coverage: Coverage) -> dict:
	return {
		**{part: getattr(coverage, part) for part in COUNTED},
		"owed": coverage.owed,
		"covered": coverage.covered,
	}


def select_counts(duty, now: Now, number=1) -> list:
	"""Terms to select, in the order in which `read_counts` takes them. number: of duties that a row stands for."""
	return [
		Sum(Case().when(inside & (duty.state == state.value), number).else_(0))
		for inside in (now.in_month(duty), now.in_term(duty))
		for state in COUNTED.values()
	]


def read_counts(numbers: Iterable) -> Counts:
	values = [int(number or 0) for number in numbers]
	half = len(COUNTED)
	return Counts(*(Coverage(*values[start : start + half]) for start in (0, half)))


# the college's lead


def get_team(user: str, now: Now) -> dict | None:
	"""{"classes": [{unit, counts, rules: [{rule, counts}]}], "persons": [{user, name, counts, escalated, rules}]}.

	None for whoever leads no college. Without `user` it is an office by its role, and without a `name` nobody.
	"""
	units = scopes.held_units(user) if scopes.has_any_role(user, (COLLEGE_LEAD,)) else None
	if not units:
		return None
	classes, persons = defaultdict(dict), defaultdict(dict)
	escalated = defaultdict(int)
	for unit, rule, account, name, climbed, *numbers in _select_team(units, now).run():
		counts, person = read_counts(numbers), (account, name)
		for table, key in ((classes, unit), (persons, person)):
			table[key][rule] = table[key].get(rule, Counts()) + counts
		escalated[person] += int(climbed or 0)
	return {
		"classes": [{"unit": unit, **_rows(by_rule)} for unit, by_rule in classes.items()],
		"persons": sorted(
			(
				{"user": account, "name": name, "escalated": escalated[account, name], **_rows(by_rule)}
				for (account, name), by_rule in persons.items()
			),
			key=lambda row: (-row["counts"]["term"]["missed"], row["name"] or ""),
		),
	}


def _select_team(units, now: Now):
	duty, unit, user = (frappe.qb.DocType(each) for each in (OBLIGATION, "Campus Unit", "User"))
	climbed = (
		(duty.state == State.OVERDUE.value) & (duty.escalation_step > 0) & (Coalesce(duty.taken_by, "") == "")
	)
	counted = _count_first(
		duty,
		(
			duty.unit,
			duty.rule,
			duty.responsible_user,
			duty.responsible_role,
			duty.period_start,
			duty.period_end,
			duty.state,
		),
		duty.unit.isin(sorted(units)) & now.in_either(duty) & (duty.due_date >= now.first),
		Sum(Case().when(climbed, 1).else_(0)).as_("climbed"),
	)
	name = Coalesce(user.full_name, counted.responsible_role)
	return (
		frappe.qb.from_(counted)
		.left_join(user)
		.on(user.name == counted.responsible_user)
		.left_join(unit)
		.on(unit.name == counted.unit)
		.select(
			counted.unit,
			counted.rule,
			counted.responsible_user,
			name,
			Sum(counted.climbed),
			*select_counts(counted, now, counted.number),
		)
		.groupby(counted.unit, counted.rule, counted.responsible_user, name)
		.orderby(Min(unit.lft), counted.rule)
	)


def _count_first(duty, fields, condition, *more):
	"""Equal duties as one row with their `number`; what is worked out and looked up comes after, for the few that are left."""
	return (
		frappe.qb.from_(duty)
		.select(*fields, Count("*").as_("number"), *more)
		.where(condition)
		.groupby(*fields)
		.as_("counted")
	)


def _rows(by_rule: dict[str, Counts]) -> dict:
	total = sum(by_rule.values(), Counts())
	return {
		"counts": total.as_dict(),
		"rules": [{"rule": rule, "counts": counts.as_dict()} for rule, counts in sorted(by_rule.items())],
	}


# the whole school


def sees_school(user: str) -> bool:
	"""The offices that compare colleges: by counts alone, and Student Affairs."""
	return scopes.has_any_role(user, (*COUNTS_ONLY_DUTIES, STUDENT_AFFAIRS))


def get_heat(user: str, now: Now, rules: dict[str, dict]) -> dict | None:
	"""Clause × college and clause × department: {"colleges": [...], "departments": [...], "rows": [{clause, title,
	cells: {college: counts}, of_departments: {department: counts}, whole: counts}]}; None for others.

	What belongs to no college (the school's own duties, dormitories) stands under "". A department has what it answers
	for, wherever that is done. A cell with `few` leaves out rules about fewer than five key students; the whole school's
	figure has them wherever those left out are together enough. `late`: something left out is overdue.
	"""
	if not sees_school(user):
		return None
	cells: dict[str, dict[str, Cell]] = defaultdict(lambda: defaultdict(Cell))
	of_departments: dict[str, dict[str, Cell]] = defaultdict(lambda: defaultdict(Cell))
	whole: dict[str, Cell] = defaultdict(Cell)
	rows, few = _select_heat(user, now).run(), _get_few(user, now, rules)
	for rule, college, *numbers in rows:
		known = rules.get(rule) or {}
		clause, department = known.get("clause") or "", known.get("department")
		counts, would_point = read_counts(numbers), (rule, college) in few
		cells[clause][college].add(counts, would_point)
		whole[clause].add(counts, would_point and not _hides_among(few, rule))
		if department:
			of_departments[clause][department].add(counts, would_point)
	colleges = dict.fromkeys(college for _rule, college, *_numbers in rows)
	places = {
		row.name: (row.position or 0, row.title)
		for row in frappe.get_all("Campus Notice Clause", fields=["name", "position", "title"])
	}
	return {
		"colleges": sorted(colleges, key=lambda name: not name),
		"departments": sorted({name for by_name in of_departments.values() for name in by_name}),
		"rows": [
			{
				"clause": clause,
				"title": places.get(clause, (0, ""))[1],
				"whole": whole[clause].as_dict(),
				"cells": {name: cell.as_dict() for name, cell in by_college.items()},
				"of_departments": {name: cell.as_dict() for name, cell in of_departments[clause].items()},
			}
			for clause, by_college in sorted(
				cells.items(), key=lambda item: places.get(item[0], (0, ""))[0] or 0
			)
		],
	}


def _select_heat(user: str, now: Now):
	duty, unit = frappe.qb.DocType(OBLIGATION), frappe.qb.DocType("Campus Unit")
	reached = criterion(duty_counts(user, OBLIGATION), duty)
	fields = IN_ORDER[: IN_ORDER.index("state") + 1]
	counted = figures.count_in_order(duty, fields, now.in_either(duty) & reached).as_("counted")
	college = Coalesce(counted.college, "")
	return (
		frappe.qb.from_(counted)
		.left_join(unit)
		.on(unit.name == counted.college)
		.select(counted.rule, college, *select_counts(counted, now, counted.number))
		.groupby(counted.rule, college)
		.orderby(Min(unit.lft))
	)


def _get_few(user: str, now: Now, rules: dict[str, dict]) -> dict[tuple[str, str], int]:
	"""{(rule, college): key students} where they are fewer than may be counted for this user."""
	about_risk = [name for name, rule in rules.items() if rule["subject_type"] in LISTED_BY]
	if not about_risk or scopes.has_any_role(user, scopes.SCHOOL_WIDE_L2):
		return {}
	duty = frappe.qb.DocType(OBLIGATION)
	college = Coalesce(duty.college, "")
	rows = (
		frappe.qb.from_(duty)
		.select(duty.rule, college, *_select_people(duty))
		.where(duty.rule.isin(about_risk) & now.in_either(duty))
		.groupby(duty.rule, college)
		.run()
	)
	return {
		(rule, where): people for rule, where, is_risk, people in rows if _would_point(user, is_risk, people)
	}


def _hides_among(few: dict[tuple[str, str], int], rule: str) -> bool:
	"""Are the handfuls of several colleges together enough that their sum points at nobody?

	The whole less what is shown is that sum; of a single college it would be what its cell leaves out.
	"""
	handfuls = [people for (of_rule, _college), people in few.items() if of_rule == rule]
	return len(handfuls) > 1 and sum(handfuls) >= FEWEST


class InCell(NamedTuple):
	"""Which cell: of a college ("" for what is in none), or of the department that answers for these rules."""

	college: str = ""
	rules: tuple[str, ...] | None = None

	def criterion(self, duty):
		if self.rules is None:
			return Coalesce(duty.college, "") == self.college
		return duty.rule.isin(self.rules or ("",))


def in_cell_of_department(department: str, rules: dict[str, dict]) -> InCell:
	return InCell(rules=tuple(name for name, rule in rules.items() if rule["department"] == department))


@dataclass
class Cell:
	counts: Counts = field(default_factory=Counts)
	few: bool = False
	late: Counts = field(default_factory=Counts)

	def add(self, counts: Counts, would_point: bool) -> None:
		if would_point:
			self.few = True
			self.late += counts
		else:
			self.counts += counts

	def as_dict(self) -> dict:
		late = {"month": bool(self.late.month.missed), "term": bool(self.late.term.missed)}
		return {**self.counts.as_dict(), "few": self.few, "late": late}


def _select_people(duty) -> list:
	return [Max(duty.is_risk), Count(duty.student).distinct()]


def _would_point(user: str, is_risk: int, people: int) -> bool:
	"""Fewer than five key students are not counted for those who may not see them (domain §6)."""
	return bool(is_risk) and people < FEWEST and not scopes.has_any_role(user, scopes.SCHOOL_WIDE_L2)


def get_cell(user: str, clause: str, where: InCell, today: date) -> list[dict]:
	"""What a cell is made of: [{rule, few, opens, counts, classes: [{unit, counts}]}]; opens: the rows may be read.

	Numbers of key students stay with the college for offices that only count.
	"""
	sees_rows = scopes.has_any_role(user, scopes.SCHOOL_WIDE_L2)
	now = Now.of(today)
	duty, query = _select_cell(user, clause, where, now)
	too_few = {
		rule: _would_point(user, is_risk, number)
		for rule, is_risk, number in query.select(duty.rule, *_select_people(duty)).groupby(duty.rule).run()
	}
	found: dict[str, dict] = {}
	for rule, unit, is_risk, *numbers in _by_class(duty, query, now).run():
		few, counts = too_few[rule], read_counts(numbers)
		entry = found.setdefault(
			rule, {"rule": rule, "few": few, "opens": sees_rows, "counts": Counts(), "classes": []}
		)
		if few:
			continue
		entry["counts"] += counts
		if unit and (sees_rows or not is_risk):
			entry["classes"].append({"unit": unit, "counts": counts.as_dict()})
	return [{**entry, "counts": entry["counts"].as_dict()} for entry in found.values()]


def _select_cell(user: str, clause: str, where: InCell, now: Now) -> tuple:
	duty, rule = frappe.qb.DocType(OBLIGATION), frappe.qb.DocType(RULE)
	return duty, (
		frappe.qb.from_(duty)
		.join(rule)
		.on(rule.name == duty.rule)
		.where(
			(Coalesce(rule.clause, "") == clause)
			& where.criterion(duty)
			& now.in_either(duty)
			& criterion(duty_counts(user, OBLIGATION), duty)
		)
	)


def _by_class(duty, query, now: Now):
	unit = frappe.qb.DocType("Campus Unit")
	return (
		query.left_join(unit)
		.on(unit.name == duty.unit)
		.select(duty.rule, duty.unit, Max(duty.is_risk), *select_counts(duty, now))
		.groupby(duty.rule, duty.unit)
		.orderby(duty.rule, Min(unit.lft))
	)
