"""Tonight's passages into the roll calls: who came in, and when. Nobody becomes missing by a gate (domain §5)."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from itertools import groupby

import frappe
from frappe import _
from frappe.utils import get_datetime

from campus_safety.domain.gate.gate_night import (
	Doors,
	Gate,
	Seen,
	Sighting,
	came_in_since,
	left_at,
	sighting,
)
from campus_safety.domain.gate.passage import IN, OUT
from campus_safety.domain.presence.night import Status, gate_closes, lock_moment, night_of, roll_moment
from campus_safety.engines.messages.telling import About, tell
from campus_safety.engines.sets.chunks import commit_chunk
from campus_safety.exceptions import NoRollCallError, RollCallLockedError
from campus_safety.records.posts import get_dorm_managers
from campus_safety.services.gate import clock, probation
from campus_safety.services.gate.events import DEVICE, EVENT
from campus_safety.services.gate.settings import fills_roll
from campus_safety.services.presence import halts, roll
from campus_safety.services.presence.roll import Mark
from campus_safety.services.presence.settings import get_night_settings

LONGEST_SEARCH = timedelta(days=7)  # passages older than that say nothing about where somebody is now
EXPLAINED = tuple(status.value for status in Status if status.is_explained)


def fill(now: datetime) -> dict[str, int]:
	"""From the hour of the roll call until noon. Returns {building: marks that were new}.

	Before that hour nothing is marked: whoever comes in at six may go out again at eight. Whoever is searched for is followed
	at any hour, and whether passages mark the roll or not.
	"""
	settings = get_night_settings()
	night = night_of(now, settings)
	gates, seen = get_gates(now), get_seen(night, now)
	_follow_searches(gates, now)
	commit_chunk()
	if not fills_roll() or not roll_moment(night, settings) <= now < lock_moment(night, settings):
		return {}
	done = {}
	for building in sorted(set(seen) | _marked_by_gates(night)):
		try:
			name = roll.ensure(building, night, now)
			found = seen.get(building, {})
			done[building] = _fill_roll(name, found, Doors.of(building, gates), now, night)
		except (NoRollCallError, RollCallLockedError):
			continue
		commit_chunk()  # and the rows are free for the page again
	return done


def _marked_by_gates(night: date) -> set[str]:
	"""Buildings in which a gate has marked somebody: a device may have turned out to be wrong since."""
	filters = {"roll_date": night, "mark_source": "Gate"}
	return set(
		frappe.get_all(roll.ROW, filters=filters, pluck="dormitory", distinct=True, order_by="dormitory asc")
	)


def _follow_searches(gates: list[Gate], now: datetime) -> None:
	"""A passage after the alarm halts a search, a later way out lets it go on; nobody is found by a gate."""
	running = halts.get_running()
	if not running:
		return
	since = max(min(get_datetime(case.detected_at) for case in running), now - LONGEST_SEARCH)
	seen = _get_seen(since, now, [case.student for case in running])
	words: dict[str, halts.Word | None] = {}
	for case in running:
		passages = seen.get(case.dormitory, {}).get(case.student, [])
		came = came_in_since(passages, Doors.of(case.dormitory, gates), get_datetime(case.detected_at))
		place = came and frappe.db.get_value(DEVICE, came.device, "device_name")
		words[case.student] = halts.Word(halts.GATE, came.moment, place) if came else None
	halts.follow_gate(words, now)


def get_gates(now: datetime) -> list[Gate]:
	"""Those that are believed, and those that are not: a door whose clock is wrong does not make the campus gate the bed."""
	rows = frappe.get_all(
		DEVICE, filters={"enabled": 1}, fields=["name", "dormitory", "direction"], order_by="name"
	)
	doubted = {*clock.get_wrong(), *probation.get_new(now)}
	return [
		Gate(row.name, row.dormitory or None, row.direction != IN, row.name not in doubted) for row in rows
	]


def get_seen(night: date, now: datetime) -> dict[str, dict[str, list[Seen]]]:
	"""{building: {student: passages of this night in the order of time}}."""
	return _get_seen(lock_moment(date.fromordinal(night.toordinal() - 1), get_night_settings()), now)


def _get_seen(
	since: datetime, now: datetime, students: Sequence[str] | None = None
) -> dict[str, dict[str, list[Seen]]]:
	"""From one query. What a device says whose clock is wrong, or was when it said it, counts for nothing; nor does a way in
	that it sent with a new key. A way out is believed: it only makes people look.
	"""
	table = frappe.qb.DocType(EVENT)
	query = (
		frappe.qb.from_(table)
		.select(table.dormitory, table.student, table.name, table.event_time, table.direction, table.device)
		.where((table.event_time >= since) & (table.event_time <= now) & table.dormitory.isnotnull())
		.where((table.clock_wrong == 0) & table.device.notin(clock.get_wrong() or [""]))
		.where((table.key_was_new == 0) | (table.direction == OUT))
		.orderby(table.dormitory)
		.orderby(table.student)
		.orderby(table.event_time)
	)
	if students is not None:
		query = query.where(table.student.isin(list(students) or [""]))
	return {
		building: {
			student: [Seen(*row[2:]) for row in of_student]
			for student, of_student in groupby(of_building, key=lambda row: row[1])
		}
		for building, of_building in groupby(query.run(), key=lambda row: row[0])
	}


def _fill_roll(name: str, seen: dict[str, list[Seen]], doors: Doors, now: datetime, night: date) -> int:
	closes = gate_closes(night, get_night_settings())
	marks, out, lost = [], {}, []
	for student, row in _get_rows(name).items():
		passages = seen.get(student, [])
		if row.status in EXPLAINED:
			continue  # on leave, internship or off campus: a passage does not end it
		found = sighting(passages, doors, closes)
		if found and not _is_known(row, found):
			marks.append(_mark(name, student, found))
		elif not found and row.mark_source == "Gate":
			lost.append(student)
		left = left_at(passages, doors, row.return_time or row.marked_at) if row.marked_at else None
		if left and left != row.left_at and not (found and row.mark_source == "Gate"):
			out[student] = left  # a person looks again, though a gate saw them come back meanwhile
	answers = roll.mark(name, marks, source="Gate", user=frappe.session.user, now=now) if marks else []
	roll.note_gates(name, lost, out)
	_tell_of_left(name, list(out), now)
	return sum(1 for answer in answers if answer["ok"] and answer.get("won"))


def _get_rows(name: str) -> dict[str, frappe._dict]:
	rows = frappe.get_all(
		roll.ROW,
		filters={"parent": name},
		fields=["student", "status", "mark_source", "return_time", "marked_at", "left_at"],
		order_by="student",
	)
	return {row.student: row for row in rows}


def _is_known(row: frappe._dict, found: Sighting) -> bool:
	return row.mark_source == "Gate" and row.return_time == found.came_in and row.status == found.status.value


def _mark(name: str, student: str, found: Sighting) -> Mark:
	return Mark(
		student,
		found.status.value,
		found.came_in,
		"",
		found.came_in,
		f"gate-{found.event}-{found.status.value}",
	)


def _tell_of_left(name: str, left: list[str], now: datetime) -> None:
	"""Each time somebody goes out again: the building's managers see on the roll call who it is."""
	if not left:
		return

	def write() -> tuple[str, str]:
		return (
			_("Roll call {0}: {1} have gone out again").format(name, len(left)),
			_(
				"They stand in red on the roll-call page and count as not confirmed. Look for them, and mark whoever is missing."
			),
		)

	managers = get_dorm_managers(frappe.db.get_value(roll.ROLL, name, "dormitory"))
	tell(managers, write, f"gate_left|{name}|{now:%H%M}|{len(left)}", About(roll.ROLL, name))
