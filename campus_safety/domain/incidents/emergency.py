"""When who must be told of an emergency incident (domain §18 [P]): which clocks run, from when, what stops each, how late it was.

Every clock counts from the moment it became known, one that a raised grade brings from that raise, one about the end from the
end. Minutes are whole, as the paper would have them.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

GRADES = ("General", "Larger", "Major", "Extraordinary")
EVERY = "Every Grade"
KNOWN, ENDED = "Known", "Ended"
TOLD, GUARDIANS = "Told", "Guardians Told"
REPORTS = {"First Report": "First", "Follow-up Report": "Follow-up", "Final Report": "Final"}
RECEIVED, REVIEWED = "Received", "Reviewed"
OPEN = ("Received", "Responding", "Handling", "Controlled", "Aftercare")
OVER = ("Ended", REVIEWED)
STATUSES = (*OPEN, *OVER)
GRAVE_HARM = frozenset(("Gravely Injured", "Missing", "Dead"))


@dataclass(frozen=True)
class Clock:
	"""repeat: minutes after which it is owed again once it is done, 0 for never."""

	name: str
	grade: str
	starts_with: str
	minutes: int
	repeat: int
	ends_with: str


@dataclass(frozen=True)
class Line:
	"""A clock that runs, or has run, in an incident. clock: its name; the school may have deleted it meanwhile."""

	clock: str
	grade: str
	starts_with: str
	ends_with: str
	starts_at: datetime
	done_at: datetime | None = None
	repeat: int = 0


@dataclass(frozen=True)
class Facts:
	"""What decides which clocks run, and which have stopped.

	graded_at: when the present grade was given, where it is not the first one. family_since: since when somebody is known whose
	guardians must be told; told_at: since when all of them are. reports: (stage, at). off: it was a false alarm.
	"""

	grade: str
	known_at: datetime
	graded_at: datetime | None = None
	ended_at: datetime | None = None
	family_since: datetime | None = None
	told_at: datetime | None = None
	reports: tuple[tuple[str, datetime], ...] = ()
	off: bool = False


@dataclass(frozen=True)
class Start:
	clock: Clock
	at: datetime

	@property
	def due(self) -> datetime:
		return due_at(self.clock.minutes, self.at)


def due_at(minutes: int, start: datetime) -> datetime:
	return to_minute(start) + timedelta(minutes=minutes)


def to_minute(moment: datetime) -> datetime:
	return moment.replace(second=0, microsecond=0)


def late_minutes(due: datetime, done: datetime) -> int:
	"""0 within the minute in which it was due."""
	return max(0, int((to_minute(done) - to_minute(due)).total_seconds() // 60))


def applies(grade: str, facts: Facts) -> bool:
	return grade in (EVERY, facts.grade)


def is_needed(line: Line, facts: Facts) -> bool:
	"""Whether what is not done yet still has to be."""
	if facts.off or not applies(line.grade, facts):
		return False
	if line.repeat and facts.ended_at:
		return False  # no further follow-up once it is over: the final report comes
	return line.ends_with != GUARDIANS or facts.family_since is not None


def to_add(clocks: Iterable[Clock], facts: Facts, lines: Sequence[Line]) -> list[Start]:
	"""Clocks that run now and are not there yet, each with the moment from which it counts."""
	return [
		Start(clock, at)
		for clock in clocks
		if not facts.off
		and applies(clock.grade, facts)
		and (at := _start(clock, facts, [line for line in lines if line.clock == clock.name]))
	]


def _start(clock: Clock, facts: Facts, own: Sequence[Line]) -> datetime | None:
	if own:
		last = own[-1]
		again = clock.repeat and last.done_at and not facts.ended_at
		return last.done_at + timedelta(minutes=clock.repeat - clock.minutes) if again else None
	if clock.starts_with == ENDED:
		return facts.ended_at
	if facts.ended_at and clock.repeat:
		return None
	if clock.ends_with == GUARDIANS:
		return max(facts.known_at, facts.family_since) if facts.family_since else None
	return facts.graded_at if facts.graded_at and clock.grade != EVERY else facts.known_at


def done_at(line: Line, facts: Facts) -> datetime | None:
	"""When what stops it happened; what somebody has to tap stops by the tap alone."""
	if line.ends_with == GUARDIANS:
		return facts.told_at
	stage = REPORTS.get(line.ends_with)
	found = [at for written, at in facts.reports if written == stage and at >= line.starts_at]
	return min(found, default=None)


def earliest(*moments: datetime | None) -> datetime:
	"""When it was known: the earliest of the records that there are."""
	return min(moment for moment in moments if moment)


def is_raise(before: str, after: str) -> bool:
	return GRADES.index(after) > GRADES.index(before)
