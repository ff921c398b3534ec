"""What talks found 异常发现数 and whether they were held in time 及时率, by class or college (domain §3 KPI)."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date, datetime, time

import frappe
from pypika.functions import Count, Sum

from campus_safety.access.checks import reach_of
from campus_safety.access.queries import criterion
from campus_safety.access.scopes import SCHOOL_WIDE_L2, has_any_role
from campus_safety.access.scopes.duties import COUNTS_ONLY_DUTIES
from campus_safety.domain.duties.coverage import Coverage
from campus_safety.domain.people.network import rate
from campus_safety.domain.small_counts import part_shown
from campus_safety.domain.visibility import EVERYTHING
from campus_safety.engines.duties import coverage
from campus_safety.engines.duties.rules import RULE
from campus_safety.records.evidence import VOID

TALK = "Campus Heart Talk"
STATES = {"Abnormal": "abnormal", "Fluctuating": "fluctuating"}


@dataclass
class Findings:
	"""One class or college. A number of students found abnormal that is not told is None, never 0."""

	key: str
	college: str | None = None
	talks: int = 0
	abnormal: int | None = 0
	fluctuating: int | None = 0
	escalated: int | None = 0
	late_entries: int = 0
	duties: Coverage = field(default_factory=Coverage)

	@property
	def written_in_time(self) -> float | None:
		return rate(self.talks - self.late_entries, self.talks)


def counts_only(user: str) -> bool:
	"""An office that gets numbers and no rows: by college at the finest, and no handful of students."""
	return has_any_role(user, COUNTS_ONLY_DUTIES) and not has_any_role(user, SCHOOL_WIDE_L2)


def get_figures(
	first: date, last: date, user: str, by_class: bool, college: str | None = None
) -> list[Findings]:
	"""Talks held, and talks due, from `first` to `last`. Whoever only counts is told colleges, whatever was asked."""
	hides = counts_only(user)
	by_class = by_class and not hides
	found: dict[str, Findings] = defaultdict(lambda: Findings(""))
	for row in _talks(first, last, user, by_class):
		line = found[row.key or ""]
		line.key, line.college = row.key or "", row.college
		for name in ("talks", "abnormal", "fluctuating", "escalated", "late_entries"):
			setattr(line, name, int(row[name] or 0))
	for row in _duties(first, last, user, by_class, college):
		line = found[row.key or ""]
		line.key, line.duties = row.key or "", line.duties + row.coverage
		line.college = line.college or frappe.db.get_value("Campus Unit", row.key, "college")
	lines = [line for line in found.values() if not college or line.college == college]
	if hides:
		for line in lines:
			_hide_handfuls(line)
	return sorted(lines, key=lambda line: (line.college or "", line.key))


def _hide_handfuls(line: Findings) -> None:
	for name in ("abnormal", "fluctuating", "escalated"):
		setattr(line, name, part_shown(getattr(line, name), line.talks))


def _talks(first: date, last: date, user: str, by_class: bool) -> list[dict]:
	"""Talks are counted as they are read; students, of whom each counts once, among the few that were found something about.
	Counted at once the database sorts every talk of the term."""
	talk = frappe.qb.DocType(TALK)
	reach = EVERYTHING if has_any_role(user, COUNTS_ONLY_DUTIES) else reach_of(user, TALK)
	key = talk.unit if by_class else talk.college
	held = (
		frappe.qb.from_(talk)
		.where(talk.status != VOID)
		.where(talk.talk_time[datetime.combine(first, time.min) : datetime.combine(last, time.max)])
		.where(criterion(reach, talk))
	)
	rows = (
		held.select(
			key.as_("key"), talk.college, Count("*").as_("talks"), Sum(talk.late_entry).as_("late_entries")
		)
		.groupby(talk.college, key)
		.run(as_dict=True)
	)
	students = defaultdict(set)
	about = held.select(key.as_("key"), talk.college, talk.student)
	for row in about.select(talk.mental_state).where(talk.mental_state.isin(tuple(STATES))).run(as_dict=True):
		students[row.key, row.college, STATES[row.mental_state]].add(row.student)
	for row in about.where(talk.escalate_to.isin(_further())).run(as_dict=True):
		students[row.key, row.college, "escalated"].add(row.student)
	return [
		frappe._dict(
			row,
			**{name: len(students[row.key, row.college, name]) for name in (*STATES.values(), "escalated")},
		)
		for row in rows
	]


def _further() -> list[str]:
	"""Where an abnormal state may be reported to."""
	options = (frappe.get_meta(TALK).get_field("escalate_to").options or "").split("\n")
	return [option for option in options if option not in ("", "None")]


def _duties(first: date, last: date, user: str, by_class: bool, college: str | None) -> list[coverage.Row]:
	"""The ordinary talks that were due; those with key students are the risk report's."""
	rules = frappe.get_all(
		RULE, filters={"evidence_doctype": TALK, "subject_type": "Student", "enabled": 1}, pluck="name"
	)
	filters = {"from_date": first, "to_date": last, "college": college}
	return coverage.get_rows("Class" if by_class else "College", filters, user, rules)
