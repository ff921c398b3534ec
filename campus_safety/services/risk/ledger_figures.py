"""Figures of the risk ledgers by college: 包保到位率, 调度及时率, 升级/销号率 (domain §7 KPI). Counts only, no student."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date

import frappe

from campus_safety.access.checks import reach_of
from campus_safety.access.queries import criterion
from campus_safety.access.scopes import SCHOOL_WIDE_L2, has_any_role
from campus_safety.access.scopes.duties import COUNTS_ONLY_DUTIES
from campus_safety.domain.duties.coverage import Coverage
from campus_safety.domain.people.network import rate
from campus_safety.domain.risk.states import NEVER_FILED
from campus_safety.domain.small_counts import part_shown, whole_shown
from campus_safety.domain.visibility import EVERYTHING
from campus_safety.engines.duties import coverage
from campus_safety.engines.duties.rules import RULE
from campus_safety.records.posts import get_enabled

LEDGER, DISPATCH = "Campus Risk Ledger", "Campus Risk Ledger Dispatch"


@dataclass
class LedgerFigures:
	"""One college in a period. handled: ledgers open at any time in it; None is a number that is not told, never 0.

	staffed: of the open ones, those whose 包保人 and 包保领导 are two people with accounts that are in use.
	"""

	college: str | None
	handled: int | None = 0
	open: int | None = 0
	staffed: int | None = 0
	raised: int | None = 0
	lowered: int | None = 0
	closed: int | None = 0
	dispatches: Coverage = field(default_factory=Coverage)
	students: set[str] = field(default_factory=set)

	@property
	def staffed_rate(self) -> float | None:
		return _rate(self.staffed, self.open)

	@property
	def raised_rate(self) -> float | None:
		return _rate(self.raised, self.handled)

	@property
	def closed_rate(self) -> float | None:
		return _rate(self.closed, self.handled)

	@property
	def dispatch_rate(self) -> float | None:
		return self.dispatches.in_time


def _rate(part: int | None, whole: int | None) -> float | None:
	return None if part is None or whole is None else rate(part, whole)


def hides_handfuls(user: str) -> bool:
	"""Whoever only counts key students and may not know them one by one."""
	return has_any_role(user, COUNTS_ONLY_DUTIES) and not has_any_role(user, SCHOOL_WIDE_L2)


def get_figures(term: str, first: date, last: date, user: str) -> list[LedgerFigures]:
	"""By college, of a whole term: of two periods that lie a day apart the difference would be a student."""
	found: dict[str | None, LedgerFigures] = {}
	levels = _level_changes(first, last)
	rows = _ledgers(first, last, user)
	in_use = set(get_enabled({row.responsible_person for row in rows} | {row.lead for row in rows} - {None}))
	for row in rows:
		line = found.setdefault(row.college or None, LedgerFigures(row.college or None))
		is_open = not row.closed_on or row.closed_on > last
		line.students.add(row.student)
		line.handled += 1
		line.open += is_open
		line.closed += not is_open
		line.staffed += is_open and _is_staffed(row, in_use)
		line.raised += any(change > 0 for change in levels[row.name])
		line.lowered += any(change < 0 for change in levels[row.name])
	for key, dispatches in _dispatch_duties(term, user).items():
		found.setdefault(key, LedgerFigures(key)).dispatches = dispatches
	if hides_handfuls(user):
		for college in frappe.get_all("Campus Unit", {"unit_type": "College", "disabled": 0}, pluck="name"):
			found.setdefault(college, LedgerFigures(college))  # a line that is not there would say: none
		found = {key: _without_handfuls(line) for key, line in found.items()}
	return sorted(found.values(), key=lambda line: line.college or "")


def _without_handfuls(line: LedgerFigures) -> LedgerFigures:
	handled = line.handled if whole_shown(len(line.students)) else None
	if handled is None:
		return LedgerFigures(line.college, None, None, None, None, None, None, line.dispatches)
	is_told = part_shown(line.closed, line.handled) is not None
	return LedgerFigures(
		line.college,
		handled,
		line.open if is_told else None,
		part_shown(line.staffed, line.open) if is_told else None,
		part_shown(line.raised, line.handled),
		part_shown(line.lowered, line.handled),
		line.closed if is_told else None,
		line.dispatches,
	)


def _is_staffed(row, in_use: set[str]) -> bool:
	people = {row.responsible_person, row.lead} - {None, ""}
	return len(people) == 2 and people <= in_use


def _ledgers(first: date, last: date, user: str) -> list[dict]:
	ledger = frappe.qb.DocType(LEDGER)
	wide = has_any_role(user, (*COUNTS_ONLY_DUTIES, *SCHOOL_WIDE_L2))
	reach = EVERYTHING if wide else reach_of(user, LEDGER)
	return (
		frappe.qb.from_(ledger)
		.select(
			ledger.name,
			ledger.student,
			ledger.college,
			ledger.closed_on,
			ledger.responsible_person,
			ledger.lead,
		)
		.where(ledger.status.notin(NEVER_FILED))
		.where(ledger.filed_on.isnull() | (ledger.filed_on <= last))
		.where(ledger.closed_on.isnull() | (ledger.closed_on >= first))
		.where(criterion(reach, ledger))
		.run(as_dict=True)
	)


def _level_changes(first: date, last: date) -> dict[str, list[int]]:
	"""{ledger: by how many ranks each dispatch of the period changed the level}."""
	ranks = dict(frappe.get_all("Campus Risk Level", fields=["name", "rank"], as_list=True))
	found = defaultdict(list)
	for row in frappe.get_all(
		DISPATCH,
		filters={"parenttype": LEDGER, "date": ("between", (first, last))},
		fields=["parent", "level_before", "level_after"],
	):
		if row.level_before in ranks and row.level_after in ranks:
			found[row.parent].append(ranks[row.level_after] - ranks[row.level_before])
	return found


def _dispatch_duties(term: str, user: str) -> dict[str | None, Coverage]:
	"""The dispatches owed, by college; the engine leaves out a handful of students by itself."""
	found: dict[str | None, Coverage] = {}
	for rule in frappe.get_all(
		RULE,
		filters={"evidence_doctype": LEDGER, "time_field": ("like", "dispatches.%"), "enabled": 1},
		pluck="name",
	):
		for row in coverage.get_rows("College", {"term": term, "rule": rule}, user):
			found[row.key] = found.get(row.key, Coverage()) + row.coverage
	return found
