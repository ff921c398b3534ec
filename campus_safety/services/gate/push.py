"""What a device sends over HTTP: each event answered by itself, each written once."""

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

import frappe
from frappe import _

from campus_safety.domain.gate import passage as rules_of_passage
from campus_safety.domain.gate.passage import Passage, Rules, settled_direction
from campus_safety.domain.sheets import sheet_values as values
from campus_safety.domain.sheets.sheet_header import text_of
from campus_safety.domain.sheets.sheet_values import BadValue
from campus_safety.exceptions import GateMessageError
from campus_safety.services.gate import clock, events, probation
from campus_safety.services.gate.messages import problem_text
from campus_safety.services.gate.people import find_people, with_owners
from campus_safety.services.gate.settings import get_push_limits

MOST_BYTES = 2 * 1024 * 1024
TRIES = 3  # several devices write at once; the database may ask one of them to try again
LONGEST = {
	"event_id": rules_of_passage.LONGEST_EVENT_ID,
	"student_no": 40,
	"card_no": 40,
	"time": 60,
	"direction": 40,
	"result": 60,
	"event_type": 100,
}
NO_PASSAGE = "no_passage"  # understood and not stored: the door stayed shut


@dataclass
class Answer:
	"""rows: one per event, in the order in which they came."""

	rows: list[dict] = field(default_factory=list)

	def count(self, result: str) -> int:
		return sum(1 for row in self.rows if row["result"] == result)


def take(device, sent: list | str, sent_at: str | None) -> dict:
	"""Write what is new and right. Errors: GateMessageError when the message as a whole is none."""
	sent = as_list(sent)
	rules = events.get_rules(device)
	skew = clock.measure(sent_at, rules.now)
	answer, passages = read(sent, rules)
	passages = with_owners(passages)
	people = find_people(passage.student_no for passage in passages if passage.student_no)
	known = [passage for passage in passages if passage.key in people]
	for passage in passages:
		if passage.key not in people:
			code = "student_unknown" if passage.student_no else "card_unknown"
			_refuse(answer.rows[passage.row], BadValue(code))
	clock_wrong = clock.is_wrong(skew if skew is not None else device.clock_skew)
	doubts = {"clock_wrong": clock_wrong, "key_was_new": probation.is_new(device.new_since, rules.now)}
	_write(device.name, known, people, answer, doubts)
	events.note_seen(device.name, known, **({} if skew is None else {"clock_skew": skew}))
	clock.warn(device, skew, rules.now.date())
	return {
		"device": device.name,
		"received": len(sent),
		"accepted": answer.count("accepted"),
		"duplicate": answer.count("duplicate"),
		"refused": answer.count("error"),
		"no_passage": answer.count(NO_PASSAGE),
		"clock_skew": skew,
		"rows": answer.rows,
	}


def validate_rate(device: str, now: datetime) -> None:
	"""Errors: TooManyRequestsError when the device sends more messages in this minute than the school allows."""
	most = get_push_limits().requests_per_minute
	key = frappe.cache.make_key(f"gate_push|{device}|{now:%H%M}")
	sent = frappe.cache.incrby(key, 1)
	if sent == 1:
		frappe.cache.expire(key, 120)
	if sent > most:
		frappe.throw(
			_("More than {0} messages in one minute. Send several events in one message.").format(most),
			frappe.TooManyRequestsError,
		)


def validate_size(bytes_sent: int | None) -> None:
	if (bytes_sent or 0) > MOST_BYTES:
		frappe.throw(
			_("The message has {0} KB; at most {1}. Send the events in several messages.").format(
				bytes_sent // 1024, MOST_BYTES // 1024
			),
			GateMessageError,
		)


def as_list(sent) -> list:
	"""The events, also of a device that sends them as text in a form."""
	most = get_push_limits().events
	if isinstance(sent, str):
		try:
			sent = json.loads(sent)
		except ValueError:
			sent = None
	if not isinstance(sent, list):
		frappe.throw(_("“events” must be a list of events."), GateMessageError)
	if len(sent) > most:
		frappe.throw(
			_("{0} events in one message; at most {1}. Send them in several messages.").format(
				len(sent), most
			),
			GateMessageError,
		)
	return sent


def read(sent: Sequence, rules: Rules) -> tuple[Answer, list[Passage]]:
	"""Every event read by itself; `row` of a passage is its place in the message, from 0."""
	answer, passages, first = Answer(), [], {}
	for place, event in enumerate(sent):
		answer.rows.append({"event_id": _id_of(event), "result": "accepted"})
		try:
			passage = _read(event, place, rules)
			seen = first.setdefault(passage.event_id, passage)
			if seen is not passage:
				if seen.content != passage.content:
					raise BadValue("id_twice", seen.row)
				answer.rows[place]["result"] = "duplicate"
				continue
		except BadValue as error:
			_refuse(answer.rows[place], error)
		else:
			passages.append(passage)
	return answer, passages


def _read(event, place: int, rules: Rules) -> Passage:
	if not isinstance(event, dict):
		raise BadValue("row_form")
	texts = {name: _text(event.get(name), longest) for name, longest in LONGEST.items()}
	if not texts["event_id"]:
		raise BadValue("id_missing")
	if not texts["student_no"] and not texts["card_no"]:
		raise BadValue("student_no_missing")
	if not texts["time"]:
		raise BadValue("time_missing")
	number = values.student_no(texts["student_no"]) if texts["student_no"] else ""
	card = "" if number else values.short_code(texts["card_no"])
	_validate_passed(texts)
	moment = rules_of_passage.moment(texts["time"], rules)
	said = rules_of_passage.direction(texts["direction"], rules) if texts["direction"] else None
	return Passage(place, number, moment, settled_direction(said, rules), texts["event_id"], card)


def _validate_passed(texts: dict[str, str | None]) -> None:
	"""Errors: turned_away, result_unknown."""
	readers = {"result": rules_of_passage.result, "event_type": rules_of_passage.event_type}
	rules_of_passage.validate_passed(*(read(texts[name]) for name, read in readers.items() if texts[name]))


def _text(value, longest: int) -> str | None:
	if isinstance(value, bool) or not isinstance(value, str | int | None):
		raise BadValue("row_form")
	return text_of("" if value is None else str(value), longest)


def _id_of(event) -> str | None:
	value = event.get("event_id") if isinstance(event, dict) else None
	return str(value)[: LONGEST["event_id"]] if isinstance(value, str | int) else None


def _write(device: str, passages: list[Passage], people: dict, answer: Answer, doubts: dict) -> None:
	"""Messages of one device queue here. Without that, those that bring the same events wait for each other in a ring: each has
	read-locked what another one has just written, and wants to write-lock it.
	"""
	for left in reversed(range(TRIES)):
		try:
			frappe.db.get_value(events.DEVICE, device, "name", for_update=True)
			found = events.sort(device, passages)
			meanwhile = events.write(device, found.new, people, **doubts)
			break
		except (frappe.QueryDeadlockError, frappe.QueryTimeoutError):
			if not left:
				raise
			frappe.db.rollback()  # nothing but these events was written so far
	for passage in (*found.known, *(passage for name, passage in found.new if name in meanwhile)):
		answer.rows[passage.row]["result"] = "duplicate"
	for passage in found.reused:
		_refuse(answer.rows[passage.row], BadValue("id_reused"))


def _refuse(row: dict, error: BadValue) -> None:
	result = NO_PASSAGE if error.code == "turned_away" else "error"
	row.update({"result": result, "code": error.code, "text": problem_text(error.code, error.args_)})
