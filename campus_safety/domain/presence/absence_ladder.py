"""The ladder of an absence 失联升级 (domain §5): it climbs on minutes; silence never stops it.

What stops it is a person who takes the case, and that only while the person goes on writing down what was done; or that
the student is found. After the last step it begins to repeat. What a gate or an approved leave says halts it: nobody has
seen the student yet, so those who were told are asked to look, again and again.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

UNDO = timedelta(minutes=1)  # so long a tap of the roll call can be taken back, and alarms nobody


@dataclass(frozen=True)
class Rhythm:
	"""Minutes, 0: never. silence: of a taker, until the ladder goes on; repeat: from the last step on, and of a halted search."""

	silence: int = 60
	repeat: int = 30


@dataclass(frozen=True)
class Step:
	"""Reached `after_minutes` after the start; tells the holder of a post, an office, or who is on duty for `on_duty`."""

	after_minutes: int
	to_position: str
	action: str = ""
	on_duty: str = ""


@dataclass(frozen=True)
class Course:
	"""Where a case stands. reached: steps told so far; last_word: the taker's last sign of life; told: when somebody was last
	told; halted: since when a gate or a leave says where the student is; until: when a leave ends that says so."""

	start: datetime
	reached: int = 0
	is_open: bool = True  # not located yet
	is_urgent: bool = False  # a red-level student
	taken: bool = False
	last_word: datetime | None = None
	told: datetime | None = None
	tapped: bool = False  # on the roll-call page, where a finger slips
	halted: datetime | None = None
	until: datetime | None = None


def ladder(steps: Iterable[Step]) -> tuple[Step, ...]:
	"""In the order in which they are reached, however the rows of the form stand."""
	return tuple(sorted(steps, key=lambda step: step.after_minutes))


def due_at(step: Step, course: Course) -> datetime:
	"""From the moment it was found or marked, however late: whoever is told first has the first step's time to act."""
	wait = timedelta(0) if course.is_urgent else timedelta(minutes=step.after_minutes)
	return course.start + (max(wait, UNDO) if course.tapped else wait)


def lapses_at(course: Course, rhythm: Rhythm) -> datetime | None:
	"""When a taken case goes on by itself because nothing more was heard; None: never."""
	if not course.taken or course.last_word is None or rhythm.silence <= 0:
		return None
	return course.last_word + timedelta(minutes=rhythm.silence)


def has_lapsed(course: Course, now: datetime, rhythm: Rhythm) -> bool:
	at = lapses_at(course, rhythm)
	return course.is_open and at is not None and now >= at


def reached_by(steps: Sequence[Step], course: Course, now: datetime) -> int:
	"""How many steps are climbed by now. It never goes down; after a quiet hour of the job all missed ones are caught up."""
	if not course.is_open or course.taken or course.halted:
		return course.reached
	return max(course.reached, sum(1 for step in steps if due_at(step, course) <= now))


def repeats_at(steps: Sequence[Step], course: Course, rhythm: Rhythm) -> datetime | None:
	"""When nobody has taken the case and the last step is told once more; None: not yet, or never."""
	if not course.is_open or course.taken or course.halted or not steps or rhythm.repeat <= 0:
		return None
	if course.reached < len(steps):
		return None
	return (course.told or due_at(steps[-1], course)) + timedelta(minutes=rhythm.repeat)


def reminds_at(course: Course, rhythm: Rhythm) -> datetime | None:
	"""When those who were told of a halted search are asked again whether somebody has seen the student. A leave needs no
	asking: it says until when."""
	if not course.is_open or not course.halted:
		return None
	if course.until:
		return course.until
	return max(course.halted, course.told or course.halted) + timedelta(minutes=rhythm.repeat or 30)


def next_at(steps: Sequence[Step], course: Course, rhythm: Rhythm) -> datetime | None:
	"""When the system acts next: the next step, its repetition, or the end of a taker's silence; None: the search is over."""
	if not course.is_open:
		return None
	if course.halted:
		return reminds_at(course, rhythm)
	if course.taken:
		return lapses_at(course, rhythm)
	if not steps:  # a school that has named nobody: that, too, somebody hears
		return course.told + timedelta(minutes=rhythm.repeat or 30) if course.told else course.start
	if course.reached >= len(steps):
		return repeats_at(steps, course, rhythm)
	return due_at(steps[course.reached], course)


def resumed(start: datetime, halted: datetime, now: datetime) -> datetime:
	"""Where the ladder's clock begins after a halt that turned out to be none: it stood still meanwhile."""
	return start + (now - halted)
