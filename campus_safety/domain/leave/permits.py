"""Leave 请销假 (domain §4): how long, who decides, what is overnight, when it is over, and whether too much was missed.

Times are the school's local ones. A leave covers `start <= t < end`: two leaves may touch in one minute and do not overlap.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import Enum

ONE_DAY = timedelta(days=1)
NOON = time(12)

# statuses of a leave permit
DRAFT, PENDING, APPROVED, REJECTED, CANCELLED = "Draft", "Pending", "Approved", "Rejected", "Cancelled"
ON_LEAVE, OVERDUE, RETURNED, VERIFIED = "On Leave", "Overdue", "Returned", "Verified"
EMERGENCY, SICK = "Emergency", "Sick"

TAKES_TIME = (PENDING, APPROVED, ON_LEAVE, OVERDUE, RETURNED, VERIFIED)  # no other leave beside these
GRANTED = (APPROVED, ON_LEAVE, OVERDUE, RETURNED, VERIFIED)
AWAY = (ON_LEAVE, OVERDUE)
BACK = (RETURNED, VERIFIED)


@dataclass(frozen=True)
class Span:
	"""From `start` up to, not including, `end`."""

	start: datetime
	end: datetime

	def covers(self, moment: datetime) -> bool:
		return self.start <= moment < self.end

	def overlaps(self, other: "Span") -> bool:
		return self.start < other.end and other.start < self.end

	@property
	def days(self) -> float:
		"""In days of 24 hours."""
		return (self.end - self.start) / ONE_DAY


class BoundFault(str, Enum):
	"""Why nobody could ask for a leave of these times, whoever files it."""

	TOO_LONG = "longer than any leave"
	EMERGENCY_TOO_LONG = "an emergency is for hours"
	EMERGENCY_ELSEWHEN = "an emergency is now"


def bound_fault(
	span: Span, emergency: bool, filed: datetime, back: timedelta, hours: timedelta, most: timedelta
):
	"""hours: the longest emergency, which begins at most that long after it is filed and `back` before; most: of all."""
	length = span.end - span.start
	if length > most:
		return BoundFault.TOO_LONG
	if emergency and length > hours:
		return BoundFault.EMERGENCY_TOO_LONG
	if emergency and not filed - back <= span.start <= filed + hours:
		return BoundFault.EMERGENCY_ELSEWHEN
	return None


# who decides


@dataclass(frozen=True)
class Step:
	"""`role` decides on leave of up to so many days; 0: of any length."""

	up_to_days: float
	role: str

	@property
	def limit(self) -> float:
		return self.up_to_days or float("inf")


class LadderFault(str, Enum):
	EMPTY = "nobody decides"
	NOT_RISING = "a row allows less than the one above it"
	NO_TOP = "long leave is decided by nobody"


def ladder_fault(ladder: Sequence[Step]) -> LadderFault | None:
	"""A ladder rises row by row and ends with somebody who decides on leave of any length."""
	if not ladder:
		return LadderFault.EMPTY
	limits = [step.limit for step in ladder]
	if limits != sorted(limits):
		return LadderFault.NOT_RISING
	return None if limits[-1] == float("inf") else LadderFault.NO_TOP


def deciders(ladder: Sequence[Step], days: float) -> tuple[str, ...]:
	"""Roles that may decide on a leave of this length, the lowest first; exactly the limit is still within it."""
	return tuple(step.role for step in ladder if days <= step.limit)


def decider(ladder: Sequence[Step], days: float) -> str:
	"""The lowest role that may: whose work it is."""
	return deciders(ladder, days)[0]


# overnight and parents


def is_overnight(span: Span, night_from: time, night_until: time) -> bool:
	"""Does the leave reach into a night? The night may pass midnight (23:00 to 05:00); its first minute belongs to it."""
	day = span.start.date() - ONE_DAY
	while day <= span.end.date():
		begin = datetime.combine(day, night_from)
		end = datetime.combine(day if night_until > night_from else day + ONE_DAY, night_until)
		if span.overlaps(Span(begin, end)):
			return True
		day += ONE_DAY
	return False


def adjoins(one: Span, other: Span, night_from: time, night_until: time) -> bool:
	"""Less than a night lies between them [P]: for whoever decides they are one absence."""
	first, last = sorted((one, other), key=lambda span: span.start)
	gap = Span(first.end, last.start)
	return gap.end <= gap.start or not is_overnight(gap, night_from, night_until)


def joined(span: Span, others: Iterable[Span], night_from: time, night_until: time) -> Span:
	"""The whole absence that `span` is part of: with all that adjoin it, and all that adjoin those."""
	rest = list(others)
	while near := [other for other in rest if adjoins(span, other, night_from, night_until)]:
		span = Span(
			min(span.start, *(other.start for other in near)), max(span.end, *(other.end for other in near))
		)
		rest = [other for other in rest if other not in near]
	return span


def needs_parent(overnight: bool, minor: bool) -> bool:
	return overnight or minor


# dates that cannot be


class TimeFault(str, Enum):
	ENDS_BEFORE_IT_BEGINS = "the end is not after the beginning"
	OVER_ALREADY = "it is over already"
	EXPIRED = "the leave to extend has ended"
	NOT_GRANTED = "only granted leave is extended"
	BACK_ALREADY = "the student is back"


def fault_of(span: Span) -> TimeFault | None:
	return TimeFault.ENDS_BEFORE_IT_BEGINS if span.end <= span.start else None


def extension_fault(status: str, end: datetime, new_end: datetime, now: datetime) -> TimeFault | None:
	"""An extension is asked for before the leave ends, while it is granted and running or still to come."""
	if status in BACK:
		return TimeFault.BACK_ALREADY
	if status not in (APPROVED, ON_LEAVE):
		return TimeFault.NOT_GRANTED if status != OVERDUE else TimeFault.EXPIRED
	if now >= end:
		return TimeFault.EXPIRED
	return TimeFault.ENDS_BEFORE_IT_BEGINS if new_end <= end else None


class ReturnFault(str, Enum):
	IN_THE_FUTURE = "it has not happened yet"
	BEFORE_LEAVING = "before the leave began"


def return_fault(start: datetime, actual_return: datetime, now: datetime) -> ReturnFault | None:
	if actual_return > now:
		return ReturnFault.IN_THE_FUTURE
	return ReturnFault.BEFORE_LEAVING if actual_return < start else None


# return


def is_overdue(end: datetime, now: datetime, grace: timedelta) -> bool:
	"""Past the end and the grace; in the last minute of grace not yet."""
	return now > end + grace


def is_late(end: datetime, actual_return: datetime, grace: timedelta) -> bool:
	return is_overdue(end, actual_return, grace)


def is_in_time(end: datetime, recorded_at: datetime, hours: int) -> bool:
	"""销假: recorded within so many hours after the leave ended."""
	return recorded_at <= end + timedelta(hours=hours)


# a term's leave together


def missed_days(
	spans: Iterable[Span], teaching_days: Iterable[date], truant_on: Collection[date] = frozenset()
) -> int:
	"""Teaching days on which the student was away at noon, or truant: a day counts once, whatever lies on it."""
	spans = list(spans)
	return sum(
		1
		for day in teaching_days
		if day in truant_on or any(span.covers(datetime.combine(day, NOON)) for span in spans)
	)


def missed_too_much(missed: int, teaching_days: int, part: int) -> bool:
	"""More than 1/part of the term's teaching days; exactly that is not yet too much."""
	return missed * part > teaching_days
