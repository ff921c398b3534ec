"""Attendance of parent meetings 家长会到会率 by class or college: set-based, in the caller's own scope (domain §2 KPI)."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

import frappe

from campus_safety.access.checks import reach_of
from campus_safety.access.queries import criterion
from campus_safety.access.scopes import has_any_role, held_units
from campus_safety.access.scopes.duties import COUNTS_ONLY_DUTIES
from campus_safety.domain.people.network import rate
from campus_safety.domain.visibility import EVERYTHING, Reach
from campus_safety.records.evidence import VOID

MEETING, MEETING_UNIT = "Campus Parent Meeting", "Campus Parent Meeting Unit"


@dataclass
class Attendance:
	"""One class or college. joint: meetings of several classes, whose families are not counted class by class.

	A class's rate is that of the meetings it took part in; a college counts each of its meetings once.
	"""

	key: str
	college: str | None
	meetings: int = 0
	joint: int = 0
	invited: int = 0
	attended: int = 0

	@property
	def rate(self) -> float | None:
		return rate(self.attended, self.invited)


def get_figures(
	first: date, last: date, user: str, by_class: bool, college: str | None = None
) -> list[Attendance]:
	"""Meetings held from `first` to `last`, void ones aside, by class or by college."""
	reach = EVERYTHING if has_any_role(user, COUNTS_ONLY_DUTIES) else reach_of(user, MEETING)
	own = None if reach.everything else held_units(user)
	found: dict[str, Attendance] = {}
	counted: dict[str, set[str]] = defaultdict(set)
	for row in _rows(first, last, reach):
		if (college and row.college != college) or (own is not None and row.unit not in own):
			continue
		key = row.unit if by_class else row.college or ""
		if row.name in counted[key]:
			continue
		counted[key].add(row.name)
		line = found.setdefault(key, Attendance(key, row.college))
		line.meetings += 1
		line.joint += row.classes > 1
		line.invited += row.invited or 0
		line.attended += row.attended or 0
	return sorted(found.values(), key=lambda line: (line.college or "", line.key))


def get_total(first: date, last: date, user: str, college: str | None = None) -> Attendance:
	"""Every meeting once, though a joint one stands in the line of each of its classes and colleges."""
	reach = EVERYTHING if has_any_role(user, COUNTS_ONLY_DUTIES) else reach_of(user, MEETING)
	total, counted = Attendance("", None), set()
	for row in _rows(first, last, reach):
		if row.name not in counted and (not college or row.college == college):
			counted.add(row.name)
			total.meetings += 1
			total.joint += row.classes > 1
			total.invited += row.invited or 0
			total.attended += row.attended or 0
	return total


def _rows(first: date, last: date, reach: Reach) -> list[dict]:
	"""One row per meeting and class: with the class's college, and how many classes met."""
	meeting, row, unit = (
		frappe.qb.DocType(MEETING),
		frappe.qb.DocType(MEETING_UNIT),
		frappe.qb.DocType("Campus Unit"),
	)
	rows = (
		frappe.qb.from_(meeting)
		.join(row)
		.on((row.parent == meeting.name) & (row.parenttype == MEETING))
		.join(unit)
		.on(unit.name == row.unit)
		.select(meeting.name, meeting.invited, meeting.attended, row.unit, unit.college)
		.where((meeting.status != VOID) & meeting.meeting_date[first:last])
		.where(criterion(reach, meeting))
		.orderby(meeting.name)
		.run(as_dict=True)
	)
	classes: dict[str, int] = defaultdict(int)
	for each in rows:
		classes[each.name] += 1
	for each in rows:
		each.classes = classes[each.name]
	return rows
