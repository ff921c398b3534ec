"""How long the centre was open on a day: the union of the shifts that qualified people really held (domain §10).

Two people at the same hour are one hour. A shift nobody began was not open; one that nobody ended counts to its planned end.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum

LEAST = timedelta(hours=8)  # [N][R 鲁政办发〔2022〕16号]: no setting
NOTHING = timedelta()


@dataclass(frozen=True)
class Span:
	"""From `start` to `end`, local time of the school."""

	start: datetime
	end: datetime

	def overlaps(self, other: "Span") -> bool:
		return self.start < other.end and other.start < self.end

	def holds(self, other: "Span") -> bool:
		return self.start <= other.start and other.end <= self.end


@dataclass(frozen=True)
class Shift:
	"""One shift. counts: its person is qualified as a psych teacher; what others hold opens the room and not the centre."""

	planned: Span
	actual_from: datetime | None = None
	actual_to: datetime | None = None
	cancelled: bool = False
	counts: bool = True


@dataclass(frozen=True)
class Hours:
	"""Of one day: as planned, as it was until now, and what it can still come to if everybody keeps their shift from now on."""

	planned: timedelta
	open: timedelta
	possible: timedelta

	@property
	def falls_short(self) -> bool:
		"""Known as soon as it can no longer become enough, not only at the day's end."""
		return self.possible < LEAST


class DayState(str, Enum):
	"""What a day came to, as far as that can be said."""

	NOT_OWED = "Not to be Open"
	NOT_PLANNED = "No Shifts"  # nobody was put down for it, or all fell away: no hours that could be counted
	NOT_OVER = "Not Over"
	KEPT = "Eight Hours"
	SHORT = "Short"


def state_of(is_owed: bool, hours: Hours, is_over: bool) -> DayState:
	"""Only a day that is over, and had shifts, was too short."""
	if hours.open >= LEAST:
		return DayState.KEPT
	if not is_owed:
		return DayState.NOT_OWED
	if not hours.planned and not hours.open:
		return DayState.NOT_PLANNED
	return DayState.SHORT if is_over else DayState.NOT_OVER


def union(spans: Iterable[Span]) -> list[Span]:
	"""In order, without overlaps; what touches is one."""
	merged: list[Span] = []
	for span in sorted(spans, key=lambda each: each.start):
		if merged and span.start <= merged[-1].end:
			merged[-1] = Span(merged[-1].start, max(merged[-1].end, span.end))
		else:
			merged.append(span)
	return merged


def length(spans: Iterable[Span]) -> timedelta:
	return sum((span.end - span.start for span in union(spans)), NOTHING)


def judge(shifts: Iterable[Shift], now: datetime) -> Hours:
	counted = [shift for shift in shifts if shift.counts]
	return Hours(
		length(shift.planned for shift in counted if not shift.cancelled),
		length(_there(_held(shift, now) for shift in counted)),
		length(_there(_can_be_held(shift, now) for shift in counted)),
	)


def _held(shift: Shift, now: datetime) -> Span | None:
	"""A cancelled one was open as long as somebody was there."""
	if not shift.actual_from:
		return None
	return _span(shift.actual_from, shift.actual_to or min(now, shift.planned.end))


def _can_be_held(shift: Shift, now: datetime) -> Span | None:
	if shift.cancelled or shift.actual_to:
		return _held(shift, now)
	return _span(shift.actual_from or max(now, shift.planned.start), shift.planned.end)


def _span(start: datetime, end: datetime) -> Span | None:
	return Span(start, end) if start < end else None


def _there(spans: Iterable[Span | None]) -> list[Span]:
	return [span for span in spans if span]
