"""The ladder of an absence 失联升级 (domain §5): it climbs on minutes; silence never stops it.

What stops it is a person who takes the case, and that only while the person goes on writing down what was done; or that
the student is found.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta


@dataclass(frozen=True)
class Step:
	"""Reached `after_minutes` after the start; tells the holder of a post, or an office."""

	after_minutes: int
	to_position: str
	action: str = ""


@dataclass(frozen=True)
class Course:
	"""Where a case stands. reached: steps told so far; last_word: the taker's last sign of life."""

	start: datetime
	reached: int = 0
	is_open: bool = True  # not located yet
	is_urgent: bool = False  # a red-level student
	taken: bool = False
	last_word: datetime | None = None


def ladder(steps: Iterable[Step]) -> tuple[Step, ...]:
	"""In the order in which they are reached, however the rows of the form stand."""
	return tuple(sorted(steps, key=lambda step: step.after_minutes))


def start(source: str, detected_at: datetime, roll_moment: datetime | None = None) -> datetime:
	"""From the hour of the roll call, however late it was marked; from the finding for everything else."""
	return roll_moment if source == "Roll Call" and roll_moment else detected_at


def due_at(step: Step, course: Course) -> datetime:
	return course.start if course.is_urgent else course.start + timedelta(minutes=step.after_minutes)


def lapses_at(course: Course, silence_minutes: int) -> datetime | None:
	"""When a taken case goes on by itself because nothing more was heard; None: never."""
	if not course.taken or course.last_word is None or silence_minutes <= 0:
		return None
	return course.last_word + timedelta(minutes=silence_minutes)


def has_lapsed(course: Course, now: datetime, silence_minutes: int) -> bool:
	at = lapses_at(course, silence_minutes)
	return course.is_open and at is not None and now >= at


def reached_by(steps: Sequence[Step], course: Course, now: datetime) -> int:
	"""How many steps are climbed by now. It never goes down; after a quiet hour of the job all missed ones are caught up."""
	if not course.is_open or course.taken:
		return course.reached
	return max(course.reached, sum(1 for step in steps if due_at(step, course) <= now))


def next_at(steps: Sequence[Step], course: Course, silence_minutes: int) -> datetime | None:
	"""When the system acts next: the next step, or the end of a taker's silence; None when nothing is left to climb."""
	if not course.is_open:
		return None
	if course.taken:
		return lapses_at(course, silence_minutes)
	if course.reached >= len(steps):
		return None
	return due_at(steps[course.reached], course)
