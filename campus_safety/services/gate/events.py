"""Passages that are right become events: set-based, each once, however often and from however many sides they come."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

import frappe
from frappe.utils import now_datetime
from pypika import Case

from campus_safety.domain.gate.passage import Passage, Rules, event_name, words
from campus_safety.domain.presence.night import NightSettings, night_of
from campus_safety.engines.sets.bulk_insert import insert_rows
from campus_safety.engines.sets.bulk_select import select_rows
from campus_safety.services.gate.people import Person
from campus_safety.services.gate.settings import get_clock_tolerance, get_oldest_age
from campus_safety.services.presence.settings import get_night_settings

EVENT, DEVICE = "Campus Gate Event", "Campus Gate Device"
WRITE_CHUNK = 2000
COLUMNS = (
	*("name", "owner", "modified_by", "creation", "modified", "docstatus", "idx"),
	*("student", "event_time", "direction", "night", "device", "event_id", "dormitory", "unit", "college"),
	"clock_wrong",
	"key_was_new",
)


@dataclass(frozen=True)
class Sorted:
	"""What is to be done with passages: new ones to write, those that are there already, those whose event
	number stands for another passage."""

	new: list[tuple[str, Passage]]  # with the name of the event
	known: list[Passage]
	reused: list[Passage]


def get_rules(device) -> Rules:
	return Rules(
		now=now_datetime().replace(microsecond=0),
		ahead=get_clock_tolerance(),
		oldest=get_oldest_age(),
		device_direction=device.direction,
		in_words=words(device.in_words),
		out_words=words(device.out_words),
	)


def sort(device: str, passages: Sequence[Passage]) -> Sorted:
	"""Compare with the events of the device. Reads sets, writes nothing."""
	named = [(event_name(device, passage.event_id), passage) for passage in passages]
	stored = {}
	for start in range(0, len(named), WRITE_CHUNK):
		stored |= _stored(name for name, _passage in named[start : start + WRITE_CHUNK])
	found = Sorted([], [], [])
	for name, passage in named:
		content = stored.get(name)
		if content is None:
			found.new.append((name, passage))
		elif content == passage.content:
			found.known.append(passage)
		else:
			found.reused.append(passage)
	return found


def write(
	device: str,
	new: Sequence[tuple[str, Passage]],
	people: dict[str, Person],
	clock_wrong: bool = False,
	key_was_new: bool = False,
) -> set[str]:
	"""One INSERT; an event that somebody else has just written stays as it is. The caller decides about the transaction.

	clock_wrong: the device is known to show a wrong time, so that its events speak for nobody. key_was_new: nobody is in
	because of them. Returns the names of those that somebody else has written meanwhile.
	"""
	night, now, user = get_night_settings(), now_datetime(), frappe.session.user
	standard, doubts = (user, user, now, now, 0, 0), (int(clock_wrong), int(key_was_new))
	# in one order for all writers, so that two of them never wait for each other
	lines = [
		(name, *standard, *_values(passage, device, people[passage.key], night), *doubts)
		for name, passage in sorted(new, key=lambda pair: pair[0])
	]
	for start in range(0, len(lines), WRITE_CHUNK):
		insert_rows(EVENT, COLUMNS, lines[start : start + WRITE_CHUNK], ignore_duplicates=True)
	return (
		_written_by_others([line[0] for line in lines], user, now) if 0 < len(lines) <= WRITE_CHUNK else set()
	)


def _written_by_others(names: Sequence[str], user: str, now: datetime) -> set[str]:
	"""A locking read: a plain one sees the table as it was when the transaction began, without what came meanwhile."""
	table = frappe.qb.DocType(EVENT)
	rows = (
		frappe.qb.from_(table)
		.select(table.name, table.owner, table.creation)
		.where(table.name.isin(names))
		.for_update()
	).run()
	return {name for name, owner, creation in rows if (owner, creation) != (user, now)}


def _values(passage: Passage, device: str, person: Person, night: NightSettings) -> tuple:
	return (
		person.name,
		passage.moment,
		passage.direction,
		night_of(passage.moment, night),
		device,
		passage.event_id,
		person.building,
		person.unit,
		person.college,
	)


def note_seen(device: str, passages: Iterable[Passage], **values) -> None:
	"""On the device: that it was heard of, and its last event. One UPDATE: devices send every few seconds."""
	table = frappe.qb.DocType(DEVICE)
	query = frappe.qb.update(table).set(table.last_seen, now_datetime()).where(table.name == device)
	last = max((passage.moment for passage in passages), default=None)
	if last:
		query = query.set(
			table.last_event, Case().when(table.last_event > last, table.last_event).else_(last)
		)
	for name, value in values.items():
		query = query.set(table[name], value)
	query.run()


def _stored(names: Iterable[str]) -> dict[str, tuple[str, datetime, str]]:
	"""{name: content of the passage}."""
	rows = select_rows(EVENT, ("name", "student", "event_time", "direction"), "name", tuple(names))
	return {name: (student.casefold(), moment, direction) for name, student, moment, direction in rows}
