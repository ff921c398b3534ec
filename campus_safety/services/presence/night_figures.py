"""The nightly report 每日回寝报告: one night counted by building, college or class, in the scope of whoever asks."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

import frappe
from pypika.functions import Count

from campus_safety.access.queries import criterion
from campus_safety.access.scopes.presence import night_counts
from campus_safety.domain.presence.night import Status
from campus_safety.domain.presence.night_report import NightFigures, Part, add_up
from campus_safety.services.presence.expected import STUDENT, WITH_A_BED, get_buildings
from campus_safety.services.presence.nights import get_called_nights, get_heads
from campus_safety.services.presence.roll_rows import ROW


@dataclass(frozen=True)
class Grouping:
	"""row, student: the field that carries the group, in a row of the roll call and in the student's record."""

	row: str
	student: str
	doctype: str


GROUPINGS = {
	"Building": Grouping("dormitory", "dormitory_building", "Campus Dormitory"),
	"College": Grouping("college", "college", "Campus Unit"),
	"Class": Grouping("unit", "unit", "Campus Unit"),
}


@dataclass(frozen=True)
class Group:
	"""key: its name in the tree; reported_at, reported_by: of a single building."""

	key: str | None
	figures: NightFigures
	parts: tuple[Part, ...]
	reported_at: datetime | None = None
	reported_by: str | None = None


def get_groups(
	group_by: str, night: date, narrowed: Mapping[str, str] | None = None, user: str | None = None
) -> list[Group]:
	"""Groups in the order of their tree; a building without a roll call is there, too, with nothing but its silence.

	narrowed: {"college", "unit", "dormitory"}. Errors: KeyError for a grouping that is not in GROUPINGS.
	"""
	user, narrowed = user or frappe.session.user, narrowed or {}
	grouping = GROUPINGS[group_by]
	heads = {building: head for (_night, building), head in get_heads(night, night).items()}
	counts = _count(grouping, night, narrowed, user)
	for key, building in [
		*_empty(group_by, heads, narrowed, user),
		*_silent(grouping, heads, night, narrowed, user),
	]:
		counts[key].setdefault(building, {})
	groups = [_group(group_by, key, parts, heads) for key, parts in counts.items()]
	order = _order(grouping.doctype, counts)
	return sorted(groups, key=lambda group: order.get(group.key, len(order)))


def add_up_groups(groups: list[Group]) -> NightFigures:
	return add_up(part for group in groups for part in group.parts)


def _group(group_by: str, key: str | None, counted: Mapping[str, dict], heads: Mapping) -> Group:
	parts = tuple(
		Part(building, bool(building in heads and heads[building].reported_at), statuses)
		for building, statuses in counted.items()
	)
	head = heads.get(key) if group_by == "Building" else None
	return Group(
		key or None,
		add_up(parts),
		parts,
		head.reported_at if head else None,
		head.reported_by if head else None,
	)


def _count(grouping: Grouping, night: date, narrowed: Mapping, user: str) -> dict[str, dict[str, dict]]:
	"""{group: {building: {status: students}}} in one query."""
	row = frappe.qb.DocType(ROW)
	query = (
		frappe.qb.from_(row)
		.select(row[grouping.row], row.dormitory, row.status, Count("*"))
		.where((row.roll_date == night) & criterion(night_counts(user, ROW), row))
		.groupby(row[grouping.row], row.dormitory, row.status)
	)
	for field, value in narrowed.items():
		query = query.where(row[field] == value)
	found: dict[str, dict[str, dict]] = defaultdict(lambda: defaultdict(dict))
	for key, building, status, number in query.run():
		found[key or ""][building][Status(status)] = number
	return found


def _empty(group_by: str, heads: Mapping, narrowed: Mapping, user: str) -> list[tuple[str, str]]:
	"""Buildings whose roll call has no rows: nobody is staying there, and that is reported, too."""
	if group_by != "Building" or narrowed.keys() - {"dormitory"}:
		return []
	reach = night_counts(user, ROW)
	return [
		(building, building)
		for building in heads
		if reach.covers({"dormitory": building}) and narrowed.get("dormitory") in (None, building)
	]


def _silent(
	grouping: Grouping, heads: Mapping, night: date, narrowed: Mapping, user: str
) -> list[tuple[str, str]]:
	"""(group, building) of residents whose building has no roll call on a night with one: as they live today."""
	if night not in get_called_nights(night, night):
		return []
	silent = sorted(set(get_buildings()) - set(heads))
	if not silent:
		return []
	student = frappe.qb.DocType(STUDENT)
	query = (
		frappe.qb.from_(student)
		.select(student[grouping.student], student.dormitory_building)
		.distinct()
		.where(
			criterion(night_counts(user, STUDENT), student)
			& student.status.isin(WITH_A_BED)
			& student.dormitory_building.isin(silent)
		)
	)
	for field, value in narrowed.items():
		query = query.where(student["dormitory_building" if field == "dormitory" else field] == value)
	return [(key or "", name) for key, name in query.run()]


def _order(doctype: str, keys) -> dict[str, int]:
	names = frappe.get_all(
		doctype,
		filters={"name": ("in", [key for key in keys if key] or [""])},
		pluck="name",
		order_by="lft asc",
	)
	return {name: place for place, name in enumerate(names)}
