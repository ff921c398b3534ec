"""How fast absences are answered 核查用时: case by case for those who may open them, counted for the others (domain §5 KPI)."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

import frappe
from frappe.utils import get_datetime
from pypika import Case
from pypika.functions import Max, Min

from campus_safety.access.queries import criterion
from campus_safety.access.scopes import has_any_role
from campus_safety.access.scopes.presence import COUNTS_ONLY_NIGHTS, absence_cases
from campus_safety.domain.presence.absence_times import CaseTimes, Speed, speed_of
from campus_safety.domain.visibility import EVERYTHING, Reach
from campus_safety.services.presence.absence_cases import CASE, EVENT

MOST = 20_000
FIELDS = (
	"name",
	"student",
	"student_name",
	"unit",
	"college",
	"source",
	"status",
	"detected_at",
	"located_at",
	"closed_at",
	"lost_contact",
)
GROUPINGS = {"College": "college", "Class": "unit", "Source": "source"}
NARROWED_BY = ("college", "unit", "dormitory", "source", "status")


@dataclass(frozen=True)
class TimedCase:
	row: Mapping
	times: CaseTimes


def get_cases(filters: Mapping, user: str | None = None) -> list[TimedCase]:
	"""Cases the user may open, the latest first."""
	user = user or frappe.session.user
	return _read(filters, absence_cases(user, CASE))


def get_speeds(group_by: str, filters: Mapping, now: datetime, user: str | None = None) -> dict[str, Speed]:
	"""{college, class or source: speed}; over all cases for offices that only count. Names no student.

	Errors: KeyError for a grouping that is not in GROUPINGS.
	"""
	field = GROUPINGS[group_by]
	groups: dict[str, list[CaseTimes]] = defaultdict(list)
	for case in _read(filters, _counted(user)):
		groups[case.row[field] or ""].append(case.times)
	return {key: speed_of(groups[key], now) for key in sorted(groups)}


def get_whole_speed(filters: Mapping, now: datetime, user: str | None = None) -> Speed:
	return speed_of((case.times for case in _read(filters, _counted(user))), now)


def _counted(user: str | None) -> Reach:
	user = user or frappe.session.user
	return EVERYTHING if has_any_role(user, COUNTS_ONLY_NIGHTS) else absence_cases(user, CASE)


def _read(filters: Mapping, reach: Reach) -> list[TimedCase]:
	case, event = frappe.qb.DocType(CASE), frappe.qb.DocType(EVENT)
	taken = Case().when(event.kind == "Taken", event.at)
	query = (
		frappe.qb.from_(case)
		.left_join(event)
		.on((event.parent == case.name) & event.kind.isin(("Taken", "Step")))
		.select(*(case[field] for field in FIELDS), Min(taken).as_("taken_at"), Max(event.step).as_("steps"))
		.where(criterion(reach, case))
		.groupby(case.name)
		.orderby(case.detected_at, order=frappe.qb.desc)
		.limit(MOST)
	)
	for condition in _narrowed(case, filters):
		query = query.where(condition)
	rows = query.run(as_dict=True)
	cleared = _cleared_at([row.name for row in rows if row.status in ("Cleared", "Closed")])
	return [TimedCase(row, _times(row, cleared.get(row.name))) for row in rows]


def _narrowed(case, filters: Mapping) -> list:
	found = [case[field] == filters[field] for field in NARROWED_BY if filters.get(field)]
	if filters.get("from_date"):
		found.append(case.detected_at >= filters["from_date"])
	if filters.get("to_date"):
		found.append(case.detected_at < _day_after(filters["to_date"]))
	return found


def _day_after(day: date | str) -> datetime:
	return get_datetime(day) + timedelta(days=1)


def _times(row, cleared_at: datetime | None) -> CaseTimes:
	return CaseTimes(
		detected=row.detected_at,
		taken=row.taken_at,
		located=row.located_at,
		cleared=cleared_at,
		closed=row.closed_at,
		steps=row.steps or 0,
	)


def _cleared_at(names: Iterable[str]) -> dict[str, datetime]:
	"""When each of them last became Cleared: the case's own history says so, nobody types it."""
	names = list(names)
	if not names:
		return {}
	rows = frappe.get_all(
		"Version",
		filters={"ref_doctype": CASE, "docname": ("in", names), "data": ("like", '%"Cleared"%')},
		fields=["docname", "creation", "data"],
		order_by="creation asc",
	)
	return {row.docname: row.creation for row in rows if _says_cleared(row.data)}


def _says_cleared(data: str) -> bool:
	changes = frappe.parse_json(data).get("changed") or []
	return any(change[0] == "status" and change[2] == "Cleared" for change in changes)
