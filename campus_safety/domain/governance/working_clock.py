"""Two clocks of a complaint 接诉即办 (domain §14): time counts while the school works, and stops while the other side is asked.

Each clock is asked by itself: when the first answer was given says nothing of the solving, and the reverse. Nothing is
ever added to a stored time: a clock is worked out anew from its start, its pauses and the calendar.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

ONE_DAY = timedelta(days=1)
NONE = timedelta()
LONGEST_DAYS = 400  # beyond them the calendar holds no working day that would help


@dataclass(frozen=True)
class WorkingTimes:
	"""spans: from when to when is worked on a working day, in order. is_working: whether a day is one, by the school calendar."""

	spans: tuple[tuple[time, time], ...]
	is_working: Callable[[date], bool]

	@property
	def one_day(self) -> timedelta:
		"""How long a working day is."""
		return sum((_length(first, last) for first, last in self.spans), NONE)

	def is_open(self, moment: datetime) -> bool:
		"""Is it working time now? Nobody is reminded outside it."""
		return self.is_working(moment.date()) and any(
			first <= moment.time() < last for first, last in self.spans
		)


@dataclass(frozen=True)
class Pause:
	"""The other side is asked; `until` is empty while it has not answered."""

	start: datetime
	until: datetime | None = None


@dataclass(frozen=True)
class Clock:
	"""spent: working time up to its stop, else up to now. due: None while it is paused. late: more was spent than allowed."""

	spent: timedelta
	due: datetime | None
	late: bool
	paused: bool


def working_clock(
	start: datetime,
	allowed: timedelta,
	pauses: Iterable[Pause],
	times: WorkingTimes,
	now: datetime,
	stopped: datetime | None = None,
) -> Clock:
	"""allowed: working time. stopped: when what the clock asks for was done; later pauses, priorities, answers change nothing."""
	pauses = [pause for pause in pauses if not stopped or pause.start < stopped]
	end = stopped or now
	spent = sum((_length(first, last) for first, last in _pieces(start, end, pauses, times)), NONE)
	paused = not stopped and any(pause.until is None for pause in pauses)
	due = None if paused else _due(start, allowed, pauses, times, end)
	return Clock(spent, due, spent > allowed, paused)


def _due(
	start: datetime, allowed: timedelta, pauses: list[Pause], times: WorkingTimes, end: datetime
) -> datetime | None:
	"""The moment at which all of the allowed time is spent; None where the calendar has no such moment."""
	left = allowed
	for first, last in _pieces(start, start + LONGEST_DAYS * ONE_DAY, _closed(pauses, end), times):
		if left <= last - first:
			return first + left
		left -= last - first
	return None


def _closed(pauses: list[Pause], end: datetime) -> list[Pause]:
	"""A pause that still runs when the clock stops is over with it."""
	return [Pause(pause.start, pause.until or end) for pause in pauses]


def _pieces(
	start: datetime, end: datetime, pauses: Iterable[Pause], times: WorkingTimes
) -> Iterator[tuple[datetime, datetime]]:
	"""Working time from `start` to `end` without the pauses, in order."""
	day = start.date()
	while day <= end.date():
		if times.is_working(day):
			for first, last in times.spans:
				begin = max(start, datetime.combine(day, first))
				until = min(end, datetime.combine(day, last))
				if begin < until:
					yield from _without(begin, until, pauses)
		day += ONE_DAY


def _without(
	begin: datetime, until: datetime, pauses: Iterable[Pause]
) -> Iterator[tuple[datetime, datetime]]:
	for pause in sorted(pauses, key=lambda pause: pause.start):
		if pause.start >= until:
			break
		if pause.until is not None and pause.until <= begin:
			continue
		if begin < pause.start:
			yield begin, pause.start
		if pause.until is None or pause.until >= until:
			return
		begin = max(begin, pause.until)
	yield begin, until


def _length(first: time | datetime, last: time | datetime) -> timedelta:
	if isinstance(first, datetime):
		return last - first
	return datetime.combine(date.min, last) - datetime.combine(date.min, first)
