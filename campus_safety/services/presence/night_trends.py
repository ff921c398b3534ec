"""Late, missing and report rate over many nights 回寝趋势, in the scope of whoever asks: a few queries, however long."""

from collections import defaultdict
from collections.abc import Mapping
from datetime import date, timedelta

import frappe
from pypika.functions import Count, Min

from campus_safety.access.queries import criterion
from campus_safety.access.scopes.presence import night_counts
from campus_safety.domain.presence.night import Status
from campus_safety.domain.presence.night_report import Span, Trend, gather
from campus_safety.services.presence import nights
from campus_safety.services.presence.expected import STUDENT
from campus_safety.services.presence.roll_rows import ROLL, ROW

COUNTED = {Status.LATE.value: "late", Status.MISSING.value: "missing"}
MOST_NIGHTS = 400
# nights in one query: times the two statuses it stays below 200 values, up to which the database looks into the index
# instead of guessing (eq_range_index_dive_limit); beyond, a lead's half year took 8 s instead of 0.8
AT_ONCE = 60


def get_trends(
	by: str, first: date, last: date, narrowed: Mapping[str, str] | None = None, user: str | None = None
) -> dict[Span, Trend]:
	"""{span: trend}, the earliest first. by: Night, Week or Month; narrowed: {"college", "unit", "dormitory"}."""
	return gather(get_nights(first, last, narrowed or {}, user or frappe.session.user), by)


def get_nights(first: date, last: date, narrowed: Mapping, user: str) -> dict[date, Trend]:
	"""Night by night. Before the school's first roll call nobody was asked to report; a building is, from its own first on."""
	began = get_first_nights()
	school = min(began.values(), default=None)
	first = max(first, school or last + timedelta(days=1), last - timedelta(days=MOST_NIGHTS))
	if first > last:
		return {}
	called = nights.get_called_nights(first, last)
	buildings = _buildings(narrowed, user)
	heads: dict[date, dict] = defaultdict(dict)
	for (night, building), head in nights.get_heads(first, last, buildings).items():
		heads[night][building] = head
	wanted = sorted({*called, *heads})
	marked = _marked(wanted, narrowed, user)
	found = {}
	for night in wanted:
		there = heads[night]
		due = set(there)
		if night in called:
			due |= {building for building in buildings if began.get(building, school) <= night}
		if due or night in marked:
			found[night] = Trend(
				nights=1,
				due=len(due),
				reported=sum(bool(head.reported_at) for head in there.values()),
				**marked.get(night, {}),
			)
	return found


def get_first_nights() -> dict[str, date]:
	"""{building: its first roll call}; one that never had any is missing here, and owes a report every night."""
	roll = frappe.qb.DocType(ROLL)
	return dict(
		frappe.qb.from_(roll).select(roll.dormitory, Min(roll.roll_date)).groupby(roll.dormitory).run()
	)


def get_length(by: str, last: date) -> timedelta:
	"""How far back one looks when nobody asks for dates: 14 nights, 12 whole weeks, 6 whole months, `last` included."""
	if by == "Week":
		return timedelta(days=7 * 11 + last.weekday())
	if by == "Month":
		return timedelta(days=last.day - 1 + 30 * 5 + 2)
	return timedelta(days=13)


def _buildings(narrowed: Mapping, user: str) -> list[str]:
	fields = {
		"dormitory_building" if field == "dormitory" else field: value for field, value in narrowed.items()
	}
	return nights.get_buildings_of(night_counts(user, STUDENT), fields)


def _marked(wanted: list[date], narrowed: Mapping, user: str) -> dict[date, dict[str, int]]:
	"""{night: {"late", "missing"}}."""
	found: dict[date, dict[str, int]] = {}
	for start in range(0, len(wanted), AT_ONCE):
		for night, status, number in _marked_of(wanted[start : start + AT_ONCE], narrowed, user):
			found.setdefault(night, {})[COUNTED[status]] = number
	return found


def _marked_of(wanted: list[date], narrowed: Mapping, user: str) -> list[tuple]:
	"""(night, status, students). Nights are named one by one: so the index finds the few rows that are not plain "In"."""
	row = frappe.qb.DocType(ROW)
	query = (
		frappe.qb.from_(row)
		.select(row.roll_date, row.status, Count("*"))
		.where(
			row.roll_date.isin(wanted)
			& row.status.isin(list(COUNTED))
			& criterion(night_counts(user, ROW), row)
		)
		.groupby(row.roll_date, row.status)
	)
	for field, value in narrowed.items():
		query = query.where(row[field] == value)
	return query.run()
