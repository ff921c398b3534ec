"""What the roll-call page is given: the buildings of whoever holds the phone, and one building in few bytes."""

from collections.abc import Sequence
from datetime import datetime, timedelta

import frappe
from frappe import _
from frappe.utils import cint, get_datetime, get_fullname, getdate

from campus_safety.access.scopes import has_any_role, held
from campus_safety.domain import roles as r
from campus_safety.domain.leave.away import Leave
from campus_safety.domain.people.school_calendar import RollMode
from campus_safety.domain.presence import night as domain
from campus_safety.domain.presence.night import Status
from campus_safety.exceptions import OpenedMeanwhileError, OutOfScopeError
from campus_safety.services.leave.away import PERMIT
from campus_safety.services.presence import expected, roll, roll_rows
from campus_safety.services.presence.absence_cases import CASE, SEARCHING
from campus_safety.services.presence.roll import ROLL, Mark
from campus_safety.services.presence.settings import get_night_settings

CALLERS = (r.DORM_MANAGER, r.STUDENT_AFFAIRS)
# What is written has its moment when it is written, and is seen when it is committed: a request that waits for another's lock
# does so later, by fifty seconds at most (InnoDB). What lies within is sent twice rather than never.
OVERLAP = timedelta(seconds=60)
MOST_MARKS = 500  # in one request
LONGEST_NIGHT = timedelta(days=1)  # what claims to be older is of this night's beginning


def validate_may_call() -> None:
	if not has_any_role(frappe.session.user, CALLERS):
		frappe.throw(_("The roll call is for dorm managers."), frappe.PermissionError)


def get_buildings() -> list[str]:
	"""Buildings with residents that the session user calls, wholly or in part."""
	lived_in = expected.get_buildings()
	if has_any_role(frappe.session.user, (r.STUDENT_AFFAIRS,)):
		return lived_in
	nodes = held(frappe.session.user, "Campus Dormitory")
	own = set(frappe.get_all("Campus Dormitory", {"name": ("in", nodes or [""])}, pluck="building"))
	return [building for building in lived_in if building in own]


def validate_building(building: str) -> None:
	"""A building out of reach is answered like one that is not there."""
	if building not in get_buildings():
		frappe.throw(_("You do not look after this building."), OutOfScopeError)


def validate_roll(name: str) -> frappe._dict:
	head = frappe.db.get_value(ROLL, name, ["name", "dormitory"], as_dict=True)
	if not head or head.dormitory not in get_buildings():
		frappe.throw(_("You do not look after this building."), OutOfScopeError)
	return head


def get_start(now: datetime) -> dict:
	"""Tonight, and how far each building is."""
	settings = get_night_settings()
	night = domain.night_of(now, settings)
	buildings = get_buildings()
	heads = {
		row.dormitory: row
		for row in frappe.get_all(
			ROLL,
			filters={"roll_date": night, "dormitory": ("in", buildings or [""])},
			fields=["dormitory", "status", "expected", "missing", "unconfirmed"],
		)
	}
	return {
		"night": str(night),
		"called": expected.get_mode(night) is not RollMode.NONE,
		"buildings": [
			{
				"name": building,
				"status": heads[building].status if building in heads else "",
				"expected": heads[building].expected if building in heads else None,
				"missing": heads[building].missing if building in heads else None,
				"unconfirmed": heads[building].unconfirmed if building in heads else None,
			}
			for building in buildings
		],
	}


def open_building(building: str, now: datetime) -> dict:
	"""Everything about tonight in one building: rooms in their order, and a short line per student."""
	night = domain.night_of(now, get_night_settings())
	try:
		name = roll.ensure(building, night, now)
	except OpenedMeanwhileError:
		frappe.db.rollback()  # nothing is written yet; a new transaction sees what the other one made
		name = roll.ensure(building, night, now)
	return {**get_head(name, now), "rooms": _get_rooms(building), "rows": get_lines(name)}


def get_head(name: str, now: datetime) -> dict:
	head, settings = frappe.db.get_value(ROLL, name, "*", as_dict=True), get_night_settings()
	night = getdate(head.roll_date)
	return {
		"roll": name,
		"building": head.dormitory,
		"night": str(night),
		"status": head.status,
		"stay_list": int(head.roll_mode == RollMode.STAY_LIST.value),
		"reported_by": get_fullname(head.reported_by) if head.reported_by else "",
		"reported_at": f"{get_datetime(head.reported_at):%H:%M}" if head.reported_at else "",
		"totals": {field: head[field] or 0 for field in roll_rows.TOTALS},
		"roll_at": f"{settings.roll_call_time:%H:%M}",
		"closes_at": f"{settings.gate_closes_at:%H:%M}",
		"locks_at": f"{settings.lock_time:%H:%M}",
		"locked": int(head.status == "Locked" or domain.is_locked(night, now, settings)),
		"until": str(now),
		"undo_seconds": int(domain.UNDO.total_seconds()),
	}


def get_lines(name: str, since: datetime | None = None) -> list[list]:
	"""[student, name, room, bed, status, confirmed, away until, back at, note, who marked, is looked for, went out again at, a leave
	of this night begins at, a search found them at, when they were marked, that leave ends at]; only what changed since.
	"""
	head = frappe.db.get_value(ROLL, name, ["dormitory", "roll_date"], as_dict=True)
	leaves = expected.get_leaves_tonight(head.dormitory, getdate(head.roll_date))
	found, own = expected.get_found(head.dormitory, head.roll_date), _own_rooms()
	return [
		_line(values, leaves.get(values[0]), found.get(values[0]))
		for values in _select_lines(name, since).run()
		if own is None or values[2] in own
	]


def _select_lines(name: str, since: datetime | None):
	row, student = frappe.qb.DocType(roll.ROW), frappe.qb.DocType("Campus Student")
	user, case = frappe.qb.DocType("User"), frappe.qb.DocType(CASE)
	query = (
		frappe.qb.from_(row)
		.join(student)
		.on(student.name == row.student)
		.left_join(user)
		.on(user.name == row.marked_by)
		.left_join(case)
		.on(case.open_key == row.student)
		.select(
			row.student,
			student.student_name,
			row.room,
			row.bed_no,
			row.status,
			row.confirmed,
			row.explained_until,
			row.return_time,
			row.note,
			user.full_name,
			row.mark_source,
			case.status,
			row.left_at,
			row.marked_at,
		)
		.where(row.parent == name)
		.orderby(row.idx)
	)
	if not since:
		return query
	fresh = since - OVERLAP
	moved = row.modified > fresh
	for kind in (PERMIT, CASE):  # closed ones, too
		other = frappe.qb.DocType(kind)
		moved |= row.student.isin(frappe.qb.from_(other).select(other.student).where(other.modified > fresh))
	return query.where(moved)


def _line(values: Sequence, leave: Leave | None, found_at: datetime | None) -> list:
	"""In the order of `get_lines`. What the row itself does not say of a leave comes from the leave."""
	student, name, room, bed, status, confirmed, until, back_at, note, by, source, searched, left, marked = (
		values
	)
	if leave and not Status(status).is_explained:
		until = leave.until
	return [
		student,
		name,
		room or "",
		bed or "",
		status,
		cint(confirmed),
		f"{until:%m-%d %H:%M}" if until and (leave or Status(status).is_explained) else "",
		f"{back_at:%H:%M}" if back_at else "",
		note or "",
		(_("Gate") if source == "Gate" else by or "") if confirmed else "",
		int(searched in SEARCHING),
		f"{left:%H:%M}" if left else "",
		f"{leave.from_time:%Y-%m-%dT%H:%M}" if leave else "",
		f"{found_at:%H:%M}" if found_at and searched not in SEARCHING else "",
		f"{marked:%H:%M}" if marked and confirmed else "",
		f"{leave.until:%Y-%m-%dT%H:%M}" if leave else "",
	]


def _own_rooms() -> frozenset[str] | None:
	"""Rooms the user calls; None for all: a manager of one floor sees that floor."""
	if has_any_role(frappe.session.user, (r.STUDENT_AFFAIRS,)):
		return None
	return held(frappe.session.user, "Campus Dormitory")


def _get_rooms(building: str) -> list[list[str]]:
	"""[room, its title, its floor's title], in the order of the tree."""
	nodes = frappe.get_all(
		"Campus Dormitory",
		filters={"building": building, "dormitory_type": ("in", ("Floor", "Room"))},
		fields=["name", "dormitory_name", "dormitory_type", "parent_campus_dormitory"],
		order_by="lft asc",
	)
	floors = {node.name: node.dormitory_name for node in nodes if node.dormitory_type == "Floor"}
	return [
		[node.name, node.dormitory_name, floors.get(node.parent_campus_dormitory, "")]
		for node in nodes
		if node.dormitory_type == "Room"
	]


def read_marks(roll_name: str, given: list, sent_at: float, now: datetime) -> list[Mark]:
	"""The phone's marks with the server's clock: how long ago counts, not what the phone thinks the time is.

	Each: {key, student, status, marked_at (ms), back_at ("HH:MM"), note, seen, all_along, undoes}. One that cannot be is refused
	by itself, and takes no other with it. Errors: ValidationError for what is no mark at all.
	"""
	settings = get_night_settings()
	night = getdate(frappe.db.get_value(ROLL, roll_name, "roll_date"))
	rooms = _own_rooms()
	own = None if rooms is None else _students_in(roll_name, rooms)
	marks = []
	for each in given[:MOST_MARKS]:
		if not isinstance(each, dict) or not each.get("key") or not each.get("student"):
			frappe.throw(_("A mark needs its key and its student."))
		ago = _get_age(sent_at, each.get("marked_at"))
		back_at, fault = _hour(each.get("back_at"), night, settings, now)
		student = str(each["student"])
		marks.append(
			Mark(
				student=student if own is None or student in own else "",
				status=str(each.get("status") or ""),
				return_time=back_at,
				note=str(each.get("note") or "")[:140],
				marked_at=(now - ago).replace(microsecond=0),
				key=_key(each["key"]),
				seen=bool(cint(each.get("seen"))),
				all_along=bool(cint(each.get("all_along"))),
				undoes=_key(each.get("undoes") or ""),
				fault=fault,
			)
		)
	return marks


def _get_age(sent_at: float, marked_at) -> timedelta:
	"""How long ago the phone says it was, by its own clock at both times. Errors: ValidationError for what is no time."""
	try:
		seconds = (float(sent_at) - float(marked_at or sent_at)) / 1000
		return min(max(timedelta(seconds=seconds), timedelta()), LONGEST_NIGHT)
	except (TypeError, ValueError, OverflowError):
		frappe.throw(_("A mark needs the time at which it was made."))


def _students_in(roll_name: str, rooms: frozenset[str]) -> set[str]:
	return set(
		frappe.get_all(
			roll_rows.ROW, filters={"parent": roll_name, "room": ("in", rooms or [""])}, pluck="student"
		)
	)


def _key(text) -> str:
	return str(text)[:60].replace("|", "").replace("\n", "")


def _hour(text, night, settings, now: datetime) -> tuple[datetime | None, str]:
	"""(the moment, what is wrong with it). Nobody has come back at a time that has not come."""
	if not text:
		return None, ""
	try:
		hour = datetime.strptime(str(text), "%H:%M").time()
	except ValueError:
		return None, _("{0} is not a time of day.").format(str(text)[:20])
	moment = domain.moment_of(night, hour, settings)
	if moment > now:
		return None, _("{0} has not come yet. Enter when the student was back.").format(str(text))
	return moment, ""
