"""What talks found 异常发现数 and whether they were held in time 及时率, by class or college (domain §3 KPI)."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date, datetime, time

import frappe
from pypika import Case
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
	talk = frappe.qb.DocType(TALK)
	reach = EVERYTHING if has_any_role(user, COUNTS_ONLY_DUTIES) else reach_of(user, TALK)
	key = talk.unit if by_class else talk.college

	def students(condition):
		return Count(Case().when(condition, talk.student)).distinct()

	return (
		frappe.qb.from_(talk)
		.select(
			key.as_("key"),
			talk.college,
			Count("*").as_("talks"),
			students(talk.mental_state == "Abnormal").as_("abnormal"),
			students(talk.mental_state == "Fluctuating").as_("fluctuating"),
			students(talk.escalate_to.isnotnull() & talk.escalate_to.notin(("", "None"))).as_("escalated"),
			Sum(talk.late_entry).as_("late_entries"),
		)
		.where(talk.status != VOID)
		.where(talk.talk_time[datetime.combine(first, time.min) : datetime.combine(last, time.max)])
		.where(criterion(reach, talk))
		.groupby(key, talk.college)
		.run(as_dict=True)
	)


def _duties(first: date, last: date, user: str, by_class: bool, college: str | None) -> list[coverage.Row]:
	"""The ordinary talks that were due; those with key students are the risk report's."""
	rules = frappe.get_all(
		RULE, filters={"evidence_doctype": TALK, "subject_type": "Student", "enabled": 1}, pluck="name"
	)
	filters = {"from_date": first, "to_date": last, "college": college}
	dimension = "Class" if by_class else "College"
	return [row for rule in rules for row in coverage.get_rows(dimension, {**filters, "rule": rule}, user)]
