"""What halts a search without ending it: a gate that saw the student come in after the alarm, a leave that was granted since.

Nobody has seen the student. The ladder stands still, those who look for the student are told, and are asked again until
somebody confirms; when it turns out to be none, the ladder goes on from where it stood (domain §5).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

import frappe
from frappe import _
from frappe.utils import get_datetime

from campus_safety.domain.leave.away import EXPLAINING
from campus_safety.domain.presence import absence_ladder
from campus_safety.engines.messages.telling import in_school_language
from campus_safety.services.leave.away import get_leaves, get_residences
from campus_safety.services.presence import alarms, searches
from campus_safety.services.presence.absence_cases import CASE, SEARCHING, write

GATE, LEAVE, OFF_CAMPUS = "Gate", "Leave", "Off Campus"
ONE_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Word:
	"""by: GATE, LEAVE or OFF_CAMPUS; what: the passage's door, the permit; until: when it says no more."""

	by: str
	at: datetime
	what: str
	until: datetime | None = None


def get_running(students: Sequence[str] | None = None) -> list[frappe._dict]:
	"""{student, detected_at, dormitory, halted_by} of everybody who is searched for, or of these."""
	filters = {"status": ("in", SEARCHING)}
	if students is not None:
		filters["student"] = ("in", list(students) or [""])
	return frappe.get_all(
		CASE,
		filters=filters,
		fields=["student", "detected_at", "dormitory", "halted_by", "halted_until"],
		order_by="student asc",
	)


def follow_gate(words: Mapping[str, Word | None], now: datetime) -> int:
	"""{student: what the gates say since the alarm}. Returns how many searches halted or went on."""
	return _follow(words, (GATE,), now)


def follow_leaves(students: Sequence[str], now: datetime) -> int:
	"""A leave or a residence off campus that explains this moment halts the search; its end lets it go on."""
	running = [row.student for row in get_running(students)]
	if not running:
		return 0
	leaves, homes = get_leaves(now, now, running), get_residences(now.date(), now.date(), students=running)
	words: dict[str, Word | None] = dict.fromkeys(running)
	for student in running:
		if leaves.get(student):
			longest = max(leaves[student], key=lambda leave: leave.until)
			words[student] = Word(LEAVE, now, longest.name, longest.until)
		elif homes.get(student):
			home = homes[student][0]
			end = datetime.combine(home.to_date, datetime.min.time()) + ONE_DAY
			words[student] = Word(OFF_CAMPUS, now, home.name, end)
	return _follow(words, (LEAVE, OFF_CAMPUS), now)


def follow_opened(case, now: datetime) -> None:
	"""A case that the roll call has just opened about somebody whom a leave explains: it waits from its first minute, and the
	class's staff, who know the leave, hear of it at once. Who reports somebody by hand knows more than the leave, and an
	emergency that the student filed and nobody has decided on is no reason to wait.
	"""
	leaves = get_leaves(now, now, [case.student]).get(case.student, [])
	undecided = leaves and all(leave.status not in EXPLAINING for leave in leaves)
	if case.roll_call and not undecided:
		follow_leaves([case.student], now)


def follow_ended(now: datetime) -> int:
	"""Searches whose leave has ended by now: asked once more."""
	due = [row.student for row in get_running() if row.halted_until and get_datetime(row.halted_until) <= now]
	return follow_leaves(due, now) if due else 0


def _follow(words: Mapping[str, Word | None], kinds: Sequence[str], now: datetime) -> int:
	before = {row.student: row for row in get_running(list(words))}
	differ = [
		student
		for student, row in before.items()
		if _differs(row.halted_by, row.halted_until, words[student], kinds)
	]
	changed = 0
	for name in searches.lock_searched(differ).values():
		case = frappe.get_doc(CASE, name, for_update=True)
		case.flags.now = now
		word = words[case.student]
		if not _differs(case.halted_by, case.halted_until, word, kinds):
			continue
		if word:
			_halt(case, word, now)
		else:
			_go_on(case, now)
		changed += 1
	return changed


def _differs(halted_by: str | None, until, word: Word | None, kinds: Sequence[str]) -> bool:
	if word is None:
		return halted_by in kinds
	if not halted_by or halted_by not in kinds:
		return not halted_by or word.by != GATE  # a leave says more than a gate
	return halted_by != word.by or (word.until is not None and get_datetime(until) != word.until)


def _halt(case, word: Word, now: datetime) -> None:
	with in_school_language():
		note = _note(word)
	was_halted = bool(case.halted_at)
	case.update(
		{
			"halted_at": case.halted_at or now.replace(microsecond=0),
			"halted_by": word.by,
			"halted_until": word.until,
		}
	)
	case.append("events", {"at": now, "kind": "Halted", "note": note[:140]})
	on_duty = alarms.call_on_duty(case, now) if word.by == GATE and not was_halted else []
	write(case)
	if not was_halted or word.by != GATE:
		people = sorted({*alarms.get_searchers(case), *on_duty})
		if word.by != GATE and not case.ladder_step:
			people = sorted({*people, *alarms.get_recipients("Counsellor", case)})
		alarms.tell_of(case, people, _halted_words(word), f"halted|{word.by}|{now:%m%d%H%M%S}")


def _go_on(case, now: datetime) -> None:
	with in_school_language():
		note = _("That was none: the search goes on")
	begun = get_datetime(case.ladder_start or case.detected_at)
	case.ladder_start = absence_ladder.resumed(begun, get_datetime(case.halted_at), now).replace(
		microsecond=0
	)
	case.update({"halted_at": None, "halted_by": "", "halted_until": None})
	case.append("events", {"at": now, "kind": "Goes On", "note": note})
	write(case)
	alarms.tell_of(case, alarms.get_searchers(case), _on_words, f"goeson|{now:%m%d%H%M%S}")


def _note(word: Word) -> str:
	if word.by == GATE:
		return _("Came in through {0} at {1}, not seen yet").format(word.what, f"{word.at:%m-%d %H:%M}")
	if word.by == LEAVE:
		return _("Leave {0} explains it until {1}").format(word.what, f"{word.until:%m-%d %H:%M}")
	return _("Lives off campus: {0}").format(word.what)


def _halted_words(word: Word):
	def words(name: str) -> tuple[str, str]:
		if word.by == GATE:
			return (
				_("Absence case {0}: a gate saw the student come in").format(name),
				_("At {0}. The ladder waits: go and look, then mark them in, or take the case.").format(
					f"{word.at:%H:%M}"
				),
			)
		return (
			_("Absence case {0}: a leave was granted").format(name),
			_(
				"{0} explains the absence. The ladder waits: reach the student, then record where they are and close the case."
			).format(word.what),
		)

	return words


def _on_words(name: str) -> tuple[str, str]:
	return (
		_("Absence case {0}: the search goes on").format(name),
		_("The student has gone out again, or the leave has ended. The student has not been found."),
	)
