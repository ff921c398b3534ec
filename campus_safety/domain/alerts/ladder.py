"""How an alert climbs: minutes after it was raised; silence never stops it, only somebody who takes it does.

After the last step the last is said again and again: an alarm that nobody heard is none.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta


@dataclass(frozen=True)
class Climb:
	"""The minutes of a kind. steps: after how many minutes each is due, in order; 0 of the others: never."""

	steps: tuple[int, ...]
	repeat_minutes: int = 0
	silence_minutes: int = 0

	@classmethod
	def of(cls, steps: Sequence[int], repeat_minutes: int = 0, silence_minutes: int = 0) -> "Climb":
		return cls(tuple(sorted(steps)), max(0, repeat_minutes), max(0, silence_minutes))


def due_at(climb: Climb, start: datetime, number: int) -> datetime | None:
	"""When step `number` (from 0) is due; beyond the last one the last is repeated. None: never."""
	if not climb.steps:
		return None
	last = len(climb.steps) - 1
	if number <= last:
		return start + timedelta(minutes=climb.steps[number])
	if not climb.repeat_minutes:
		return None
	return start + timedelta(minutes=climb.steps[last] + (number - last) * climb.repeat_minutes)


def to_tell(climb: Climb, start: datetime, reached: int, now: datetime) -> list[int]:
	"""Numbers of the steps that are due and not told yet. Repetitions that a standstill has missed are one."""
	steps = [
		number
		for number in range(reached, len(climb.steps))
		if (due := due_at(climb, start, number)) and due <= now
	]
	if steps or reached < len(climb.steps):
		return steps
	number = reached
	while (due := due_at(climb, start, number + 1)) and due <= now:
		number += 1
	first = due_at(climb, start, number)
	return [number] if first and first <= now else []


def next_at(climb: Climb, start: datetime, reached: int, word_at: datetime | None = None) -> datetime | None:
	"""When the app acts next. word_at: the last word of who has taken it; None while nobody has."""
	if word_at is None:
		return due_at(climb, start, reached)
	return word_at + timedelta(minutes=climb.silence_minutes) if climb.silence_minutes else None
