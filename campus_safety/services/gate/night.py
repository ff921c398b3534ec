"""Tonight's passages into the roll calls: who came in, and when. Nobody becomes missing by a gate (domain §5)."""

from datetime import date, datetime
from itertools import groupby

import frappe
from frappe import _

from campus_safety.domain.gate.gate_night import Doors, Gate, Seen, Sighting, sighting
from campus_safety.domain.gate.passage import IN, OUT
from campus_safety.domain.presence.night import Status, gate_closes, lock_moment, night_of, roll_moment
from campus_safety.engines.messages.telling import About, tell
from campus_safety.engines.sets.chunks import commit_chunk
from campus_safety.exceptions import NoRollCallError, RollCallLockedError
from campus_safety.records.posts import get_dorm_managers
from campus_safety.services.gate.events import DEVICE, EVENT
from campus_safety.services.gate.settings import fills_roll
from campus_safety.services.presence import roll
from campus_safety.services.presence.roll import Mark
from campus_safety.services.presence.settings import get_night_settings

EXPLAINED = tuple(status.value for status in Status if status.is_explained)


def fill(now: datetime) -> dict[str, int]:
	"""From the hour of the roll call until noon. Returns {building: marks that were new}.

	Before that hour nothing is marked: whoever comes in at six may go out again at eight.
	"""
	if not fills_roll():
		return {}
	settings = get_night_settings()
	night = night_of(now, settings)
	if not roll_moment(night, settings) <= now < lock_moment(night, settings):
		return {}
	gates, done = get_gates(), {}
	for building, seen in get_seen(night, now).items():
		try:
			name = roll.ensure(building, night, now)
			done[building] = _fill_roll(name, seen, Doors.of(building, gates), now, night)
		except (NoRollCallError, RollCallLockedError):
			continue
		commit_chunk()  # and the rows are free for the page again
	return done


def get_gates() -> list[Gate]:
	rows = frappe.get_all(
		DEVICE, filters={"enabled": 1}, fields=["name", "dormitory", "direction"], order_by="name"
	)
	return [Gate(row.name, row.dormitory or None, row.direction != IN) for row in rows]


def get_seen(night: date, now: datetime) -> dict[str, dict[str, list[Seen]]]:
	"""{building: {student: passages of this night in the order of time}}, from one query."""
	settings = get_night_settings()
	table = frappe.qb.DocType(EVENT)
	rows = (
		frappe.qb.from_(table)
		.select(table.dormitory, table.student, table.name, table.event_time, table.direction, table.device)
		.where(table.event_time >= lock_moment(date.fromordinal(night.toordinal() - 1), settings))
		.where((table.event_time <= now) & table.dormitory.isnotnull())
		.orderby(table.dormitory)
		.orderby(table.student)
		.orderby(table.event_time)
		.run()
	)
	return {
		building: {
			student: [Seen(*row[2:]) for row in of_student]
			for student, of_student in groupby(of_building, key=lambda row: row[1])
		}
		for building, of_building in groupby(rows, key=lambda row: row[0])
	}


def _fill_roll(name: str, seen: dict[str, list[Seen]], doors: Doors, now: datetime, night: date) -> int:
	closes = gate_closes(night, get_night_settings())
	expected = _get_rows(name)
	marks, left = [], []
	for student, passages in seen.items():
		row = expected.get(student)
		if not row or row.status in EXPLAINED:
			continue  # on leave, internship or off campus: a passage does not end it
		found = sighting(passages, doors, closes)
		if found and not _is_known(row, found):
			marks.append(_mark(name, student, found))
		elif not found and _left_after_roll(row, passages):
			left.append(student)
	_tell_of_left(name, left)
	answers = roll.mark(name, marks, source="Gate", user=frappe.session.user, now=now) if marks else []
	return sum(1 for answer in answers if answer["ok"] and answer.get("won"))


def _get_rows(name: str) -> dict[str, frappe._dict]:
	rows = frappe.get_all(
		roll.ROW,
		filters={"parent": name},
		fields=["student", "status", "mark_source", "return_time"],
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


def _left_after_roll(row: frappe._dict, passages: list[Seen]) -> bool:
	"""The roll call has them in, and the last thing a gate saw is that they went out again."""
	last = passages[-1]
	return (
		row.mark_source == "Gate"
		and row.status in (Status.IN.value, Status.LATE.value)
		and last.direction == OUT
		and bool(row.return_time)
		and last.moment > row.return_time
	)


def _tell_of_left(name: str, left: list[str]) -> None:
	"""Once for each number of them: the building's managers look, on their list of passages, who it is."""
	if not left:
		return

	def write() -> tuple[str, str]:
		return (
			_("Roll call {0}: {1} have gone out again").format(name, len(left)),
			_(
				"The gate saw them leave after it had seen them come in. Check the list of passages, and mark whoever is missing."
			),
		)

	managers = get_dorm_managers(frappe.db.get_value(roll.ROLL, name, "dormitory"))
	tell(managers, write, f"gate_left|{name}|{len(left)}", About(roll.ROLL, name))
