"""Coverage 履职覆盖率 counted set-based: duties of a period, grouped, in the scope of whoever asks (domain §23, KPI)."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import product

import frappe
from frappe.utils import getdate, nowdate
from pypika import Criterion
from pypika.functions import Coalesce, Concat, Count, Sum

from campus_safety.access.queries import criterion, parts
from campus_safety.access.scopes import SCHOOL_WIDE_L2, has_any_role
from campus_safety.access.scopes.duties import COUNTS_ONLY_DUTIES, duty_counts, obligations
from campus_safety.domain.duties.coverage import FEWEST, Coverage
from campus_safety.domain.duties.obligation import State
from campus_safety.engines import period_words
from campus_safety.engines.calendar import get_term_on, get_terms
from campus_safety.engines.duties import figures
from campus_safety.engines.duties.figures import IN_ORDER
from campus_safety.engines.duties.generate import OBLIGATION
from campus_safety.engines.duties.rules import RULE

COUNTS = {
	State.DONE.value: "done",
	State.DONE_LATE.value: "late",
	State.OVERDUE.value: "missed",
	State.OPEN.value: "open",
	State.EXEMPT.value: "exempt",
}
OPEN_FIELDS = (
	"name",
	"rule",
	"subject_doctype",
	"subject",
	"student",
	"unit",
	"period_start",
	"due_date",
	"state",
	"done_count",
	"min_count",
	"responsible_user",
	"responsible_role",
	"taken_by",
)
NARROWED_BY = ("college", "unit", "responsible_user", "rule")
NEAR_A_STUDENT = ("unit", "responsible_user")  # so few that a number of key students would be a name


@dataclass(frozen=True)
class Dimension:
	"""One way to group. drill: the grouping that follows when a row is opened; None leads to the duties themselves."""

	field: str
	doctype: str
	title: str
	drill: str | None

	@property
	def counted_by(self) -> str:
		"""The field of a duty; its clause is the rule's."""
		return "rule" if self.field == "clause" else self.field


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
			found += [
				duty.due_date <= self.last,
				duty.period_start <= self.last,
			]  # none is due before it begins
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


def get_rows(
	group_by: str, filters: dict, user: str | None = None, rules: Sequence[str] | None = None
) -> list[Row]:
	"""One row per college, class, person, clause or rule, ordered by title; counts only, no student is named.

	rules: of these together; else of all, or of the one in the filters. Errors: KeyError for a grouping that is not in DIMENSIONS.
	"""
	user = user or frappe.session.user
	dimension = DIMENSIONS[group_by]
	counts: dict[str, Counter] = defaultdict(Counter)
	for query in _select_counts(user, dimension, filters, rules):
		for name, state, number in query.run():
			counts[name or ""][COUNTS[state]] += int(number)
	titles = _titles(dimension, counts)
	rows = [Row(name or None, titles.get(name), Coverage(**found)) for name, found in counts.items()]
	return sorted(rows, key=lambda row: (row.key is None, row.title or row.key or ""))


def _select_counts(user: str, dimension: Dimension, filters: dict, rules: Sequence[str] | None):
	"""Queries of (key, state, number): one for each way in which the user reaches duties, by an index of its own."""
	duty = frappe.qb.DocType(OBLIGATION)
	reach = duty_counts(user, OBLIGATION)
	narrow = narrowed(duty, filters)
	if rules is not None:
		narrow.append(duty.rule.isin(list(rules) or [""]))
	for part in parts(reach, duty):
		for counted in _counted_for(user, duty, dimension, filters):
			condition = Criterion.all([part, *counted, *narrow])
			of = _of_the_school if reach.everything else _of_some
			yield _by(dimension, of(duty, dimension, condition).as_("counted"))


def _of_the_school(duty, dimension: Dimension, condition: Criterion):
	last = max(IN_ORDER.index("state"), IN_ORDER.index(dimension.counted_by))
	return figures.count_in_order(duty, IN_ORDER[: last + 1], condition)


def _of_some(duty, dimension: Dimension, condition: Criterion):
	fields = (duty[dimension.counted_by], duty.state)
	query = frappe.qb.from_(duty).select(*fields, Count("*").as_("number"))
	return query.where(condition).groupby(*fields)


def _by(dimension: Dimension, counted):
	query = frappe.qb.from_(counted)
	if dimension.field == "clause":
		rule = frappe.qb.DocType(RULE)
		query = query.join(rule).on(rule.name == counted.rule)
		key = rule.clause
	else:
		key = counted[dimension.field]
	return query.select(key, counted.state, Sum(counted.number)).groupby(key, counted.state)


def _counted_for(user: str, duty, dimension: Dimension, filters: dict) -> list[list[Criterion]]:
	"""What of the duties that are reached is counted, in parts that add up. Offices that only count learn of key students by
	college at the finest, five at the least (domain §6)."""
	if has_any_role(user, SCHOOL_WIDE_L2) or not has_any_role(user, COUNTS_ONLY_DUTIES):
		return [[]]
	harmless = criterion(obligations(user, OBLIGATION), duty)
	if dimension.field not in NEAR_A_STUDENT and not any(filters.get(name) for name in NEAR_A_STUDENT):
		harmless |= _key_of(duty).isin([_key(*pair) for pair in _large_groups(filters)] or [""])
	return [[duty.is_risk == 0], [duty.is_risk == 1, harmless]]


def _large_groups(filters: dict) -> list[tuple[str, str]]:
	"""(rule, college) whose duties concern enough key students for a number to point at nobody."""
	duty = frappe.qb.DocType(OBLIGATION)
	college = Coalesce(duty.college, "")
	query = (
		figures.of_the_school(duty)
		.select(duty.rule, college)
		.where(duty.is_risk == 1)
		.groupby(duty.rule, college)
		.having(Count(duty.student).distinct() >= FEWEST)
	)
	return list(query.where(Criterion.all(narrowed(duty, filters))).run())


def _key(rule: str, college: str) -> str:
	return f"{rule}|{college}"


def _key_of(duty):
	return Concat(duty.rule, "|", Coalesce(duty.college, ""))


def narrowed(duty, filters: dict) -> list:
	"""Period and fields, as criteria."""
	found = Period.of(filters).criteria(duty)
	found += [duty[name] == filters[name] for name in NARROWED_BY if filters.get(name)]
	if filters.get("clause"):
		rules = frappe.get_all(RULE, {"clause": filters["clause"]}, pluck="name")
		found.append(duty.rule.isin(rules or [""]))
	return found


def get_open(filters: dict, limit: int, user: str | None = None) -> list[dict]:
	"""Duties that are open or overdue, the oldest first, of those the user may read row by row (缺口清单)."""
	user = user or frappe.session.user
	duty, rule, person, student, unit = map(
		frappe.qb.DocType, (OBLIGATION, RULE, "User", "Campus Student", "Campus Unit")
	)
	return (
		frappe.qb.from_(duty)
		.left_join(rule)
		.on(rule.name == duty.rule)
		.left_join(person)
		.on(person.name == duty.responsible_user)
		.left_join(student)
		.on(student.name == duty.student)
		.left_join(unit)
		.on(unit.name == duty.college)
		.select(
			*(duty[name] for name in OPEN_FIELDS),
			rule.clause,
			student.student_name,
			unit.unit_name.as_("college_name"),
			person.full_name.as_("responsible_name"),
		)
		.where(duty.name.isin(_find_oldest_open(user, filters, limit) or [""]))
		.orderby(duty.due_date)
		.orderby(duty.unit)
		.orderby(duty.subject)
		.run(as_dict=True)
	)


def _find_oldest_open(user: str, filters: dict, limit: int) -> list[str]:
	"""Their names: state by state, and for each way in which duties are reached, in the order of an index that is read until there
	are enough, before anything else of them is."""
	duty = frappe.qb.DocType(OBLIGATION)
	states = [State.OVERDUE.value] if filters.get("only_overdue") else [State.OVERDUE.value, State.OPEN.value]
	narrow = narrowed(duty, filters)  # nothing, where there is no term
	found: list[tuple] = []
	for state, part in product(states, parts(obligations(user, OBLIGATION), duty)):
		found += (
			frappe.qb.from_(duty)
			.select(duty.due_date, duty.unit, duty.name)
			.where(Criterion.all([part, duty.state == state, *narrow]))
			.orderby(duty.due_date)
			.orderby(duty.unit)
			.orderby(duty.name)
			.limit(limit)
			.run()
		)
	oldest = sorted(found, key=lambda row: (row[0], row[1] or "", row[2]))[:limit]
	return [name for _due, _unit, name in oldest]


def _titles(dimension: Dimension, names) -> dict[str, str]:
	return dict(
		frappe.get_all(
			dimension.doctype,
			filters={"name": ("in", [name for name in names if name] or [""])},
			fields=["name", dimension.title],
			as_list=True,
		)
	)
