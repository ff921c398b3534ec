"""Coverage 履职覆盖率 counted set-based: duties of a period, grouped, in the scope of whoever asks (domain §23, KPI)."""

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from datetime import date

import frappe
from frappe.utils import getdate, nowdate
from pypika import Criterion
from pypika.functions import Coalesce, Concat, Count

from campus_safety.access.queries import criterion, parts
from campus_safety.access.scopes import SCHOOL_WIDE_L2, has_any_role
from campus_safety.access.scopes.duties import COUNTS_ONLY_DUTIES, duty_counts, obligations
from campus_safety.domain.duties.coverage import FEWEST, Coverage
from campus_safety.domain.duties.obligation import State
from campus_safety.engines import period_words
from campus_safety.engines.calendar import get_term_on, get_terms
from campus_safety.engines.duties.generate import OBLIGATION
from campus_safety.engines.duties.rules import RULE

COUNTS = {
	State.DONE.value: "done",
	State.DONE_LATE.value: "late",
	State.OVERDUE.value: "missed",
	State.OPEN.value: "open",
	State.EXEMPT.value: "exempt",
}
NARROWED_BY = ("college", "unit", "responsible_user", "rule")
NEAR_A_STUDENT = ("unit", "responsible_user")  # so few that a number of key students would be a name


@dataclass(frozen=True)
class Dimension:
	"""One way to group. drill: the grouping that follows when a row is opened; None leads to the duties themselves."""

	field: str
	doctype: str
	title: str
	drill: str | None


DIMENSIONS = {
	"College": Dimension("college", "Campus Unit", "unit_name", "Class"),
	"Class": Dimension("unit", "Campus Unit", "unit_name", "Person"),
	"Person": Dimension("responsible_user", "User", "full_name", "Rule"),
	"Clause": Dimension("clause", "Campus Notice Clause", "title", "Rule"),
	"Rule": Dimension("rule", RULE, "rule_name", None),
}


@dataclass(frozen=True)
class Period:
	"""Duties of a term, or those due between two days."""

	term: str | None = None
	first: date | None = None
	last: date | None = None

	@classmethod
	def of(cls, filters: dict) -> "Period":
		"""Days win over a term; neither is the current term."""
		first, last = filters.get("from_date"), filters.get("to_date")
		if first or last:
			return cls(None, getdate(first) if first else None, getdate(last) if last else None)
		return cls(filters.get("term") or get_term_on(getdate(nowdate())))

	def in_words(self) -> str:
		"""In none of them all duties are counted."""
		if self.term and not (self.first or self.last):
			return period_words.of_term(self.term)
		return period_words.of_days(self.first, self.last)

	def criteria(self, duty) -> list:
		found = self._of_term(duty) if self.term else []
		if self.first:
			found.append(duty.due_date >= self.first)
		if self.last:
			found.append(duty.due_date <= self.last)
		return found

	def _of_term(self, duty) -> list:
		"""A duty is of the term in which its period begins: asked by that day, figures are counted in an index alone, and
		the duties of earlier terms are not read."""
		term = next((each for each in get_terms() if each.name == self.term), None)
		if not term:
			return [duty.term == self.term]
		return [duty.period_start >= term.start, duty.period_start <= term.last_day]


@dataclass(frozen=True)
class Row:
	key: str | None
	title: str | None
	coverage: Coverage = field(default_factory=Coverage)


def get_rows(group_by: str, filters: dict, user: str | None = None) -> list[Row]:
	"""One row per college, class, person, clause or rule, ordered by title; counts only, no student is named.

	Errors: KeyError for a grouping that is not in DIMENSIONS.
	"""
	user = user or frappe.session.user
	dimension = DIMENSIONS[group_by]
	counts: dict[str, Counter] = defaultdict(Counter)
	for name, state, number in _select_counts(user, dimension, filters).run():
		counts[name or ""][COUNTS[state]] += number
	titles = _titles(dimension, counts)
	rows = [Row(name or None, titles.get(name), Coverage(**found)) for name, found in counts.items()]
	return sorted(rows, key=lambda row: (row.key is None, row.title or row.key or ""))


def _select_counts(user: str, dimension: Dimension, filters: dict):
	"""(key, state, number). Whoever reaches duties in several ways has them read each by its own index, and counted once."""
	duty, rule = frappe.qb.DocType(OBLIGATION), frappe.qb.DocType(RULE)
	key = (rule if dimension.field == "clause" else duty)[dimension.field].as_("grouped")
	conditions = [*_counted_for(user, duty, dimension, filters), *narrowed(duty, rule, filters)]
	reached = parts(duty_counts(user, OBLIGATION), duty)

	def select(part, *columns):
		query = frappe.qb.from_(duty)
		if dimension.field == "clause" or filters.get("clause"):
			query = query.join(rule).on(rule.name == duty.rule)
		return query.select(key, duty.state, *columns).where(Criterion.all([part, *conditions]))

	if len(reached) == 1:
		return select(reached[0], Count("*")).groupby(key, duty.state)
	first, *others = (select(part, duty.name) for part in reached)
	for other in others:
		first = first.union(other)
	found = first.as_("found")
	return (
		frappe.qb.from_(found)
		.select(found.grouped, found.state, Count("*"))
		.groupby(found.grouped, found.state)
	)


def _counted_for(user: str, duty, dimension: Dimension, filters: dict) -> list:
	"""What is left out of the duties that are reached. Offices that only count learn of key students by college at the finest, five at the least (domain §6)."""
	if has_any_role(user, SCHOOL_WIDE_L2) or not has_any_role(user, COUNTS_ONLY_DUTIES):
		return []
	harmless = (duty.is_risk == 0) | criterion(obligations(user, OBLIGATION), duty)
	if dimension.field in NEAR_A_STUDENT or any(filters.get(name) for name in NEAR_A_STUDENT):
		return [harmless]
	large = _key_of(duty).isin([_key(*pair) for pair in _large_groups(filters)] or [""])
	return [harmless | large]


def _large_groups(filters: dict) -> list[tuple[str, str]]:
	"""(rule, college) whose duties concern enough key students for a number to point at nobody."""
	duty, rule = frappe.qb.DocType(OBLIGATION), frappe.qb.DocType(RULE)
	query = frappe.qb.from_(duty)
	if filters.get("clause"):
		query = query.join(rule).on(rule.name == duty.rule)
	query = (
		query.select(duty.rule, Coalesce(duty.college, ""))
		.where(duty.is_risk == 1)
		.groupby(duty.rule, Coalesce(duty.college, ""))
		.having(Count(duty.student).distinct() >= FEWEST)
	)
	for condition in narrowed(duty, rule, filters):
		query = query.where(condition)
	return list(query.run())


def _key(rule: str, college: str) -> str:
	return f"{rule}|{college}"


def _key_of(duty):
	return Concat(duty.rule, "|", Coalesce(duty.college, ""))


def narrowed(duty, rule, filters: dict) -> list:
	"""Period and fields, as criteria; `rule` must be joined where a clause is asked for."""
	found = Period.of(filters).criteria(duty)
	found += [duty[name] == filters[name] for name in NARROWED_BY if filters.get(name)]
	if filters.get("clause"):
		found.append(rule.clause == filters["clause"])
	return found


def get_open(filters: dict, limit: int, user: str | None = None) -> list[dict]:
	"""Duties that are open or overdue, the oldest first, of those the user may read row by row (缺口清单)."""
	user = user or frappe.session.user
	duty, rule = frappe.qb.DocType(OBLIGATION), frappe.qb.DocType(RULE)
	person, student, unit = (
		frappe.qb.DocType("User"),
		frappe.qb.DocType("Campus Student"),
		frappe.qb.DocType("Campus Unit"),
	)
	states = [State.OVERDUE.value] if filters.get("only_overdue") else [State.OVERDUE.value, State.OPEN.value]
	query = (
		frappe.qb.from_(duty)
		.left_join(rule)  # an inner join would begin with the rules, and read every duty there is
		.on(rule.name == duty.rule)
		.left_join(person)
		.on(person.name == duty.responsible_user)
		.left_join(student)
		.on(student.name == duty.student)
		.left_join(unit)
		.on(unit.name == duty.college)
		.select(
			duty.name,
			duty.rule,
			rule.clause,
			duty.subject_doctype,
			duty.subject,
			duty.student,
			student.student_name,
			duty.unit,
			unit.unit_name.as_("college_name"),
			duty.period_start,
			duty.due_date,
			duty.state,
			duty.done_count,
			duty.min_count,
			duty.responsible_user,
			person.full_name.as_("responsible_name"),
			duty.responsible_role,
			duty.taken_by,
		)
		.where(duty.state.isin(states))
		.orderby(duty.due_date)
		.orderby(duty.unit)
		.orderby(duty.subject)
		.limit(limit)
	)
	for condition in (criterion(obligations(user, OBLIGATION), duty), *narrowed(duty, rule, filters)):
		query = query.where(condition)
	return query.run(as_dict=True)


def _titles(dimension: Dimension, names) -> dict[str, str]:
	return dict(
		frappe.get_all(
			dimension.doctype,
			filters={"name": ("in", [name for name in names if name] or [""])},
			fields=["name", dimension.title],
			as_list=True,
		)
	)
