"""What is owed when, and what became of it (domain §23).

A rule asks for so many records about each subject in each period. This module decides, as values and without a site,
which periods there are, until when a duty of a period may be fulfilled, from which day of joining it is owed at all,
which evidence counts, and the state that follows. The engine does the same set-based; its tests hold it to this.
"""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import Enum

from campus_safety.domain.people.school_calendar import ONE_DAY, Day, Term, monday_of, term_of

FIRST_MONTH_OF_SCHOOL_YEAR = 9


class Period(str, Enum):
	DAY = "Day"
	WEEK = "Week"
	MONTH = "Month"
	TERM = "Term"
	YEAR = "Year"


class DaysThatCount(str, Enum):
	"""Which days make a period one in which the duty is owed."""

	ALL = "All Days"
	OUTSIDE_BREAKS = "Outside Breaks"
	TEACHING = "Teaching Days"
	CENTRE_OPEN = "Centre Open Days"

	def holds(self, day: Day | None) -> bool:
		"""A day outside every term counts only where all days do."""
		if self is DaysThatCount.ALL:
			return True
		if day is None:
			return False
		if self is DaysThatCount.TEACHING:
			return day.day_type.is_teaching
		return day.open_centre if self is DaysThatCount.CENTRE_OPEN else not day.day_type.is_break


class State(str, Enum):
	OPEN = "Open"
	DONE = "Done"
	OVERDUE = "Overdue"
	DONE_LATE = "Done Late"
	EXEMPT = "Exempt"


class ExemptKind(str, Enum):
	"""Somebody approved it, or the subject no longer owes it (left, suspended, off the key list)."""

	APPROVED = "Approved"
	NOT_OWED = "Not Owed"


@dataclass(frozen=True)
class Span:
	"""Days from `first` to `last`, both included."""

	first: date
	last: date

	def covers(self, day: date) -> bool:
		return self.first <= day <= self.last

	def days(self) -> Iterable[date]:
		day = self.first
		while day <= self.last:
			yield day
			day += ONE_DAY


@dataclass(frozen=True)
class Policy:
	"""The numbers of a rule.

	grace_days: after the period, to write down what happened in it.
	catch_up_days: after the period, to make good what did not happen in it; counts as late.
	due_week: of a term, instead of its end. min_days: fewest counting days that make a period owed.
	pauses_in_breaks: of a duty owed on teaching days; where the school lets it go on, days of a break count like them.
	"""

	period: Period
	min_count: int = 1
	grace_days: int = 0
	catch_up_days: int = 0
	due_week: int = 0
	days_that_count: DaysThatCount = DaysThatCount.ALL
	min_days: int = 1
	pauses_in_breaks: bool = True

	def counts(self, day: Day | None) -> bool:
		"""Does the day help to make its period one in which the duty is owed?"""
		if self.days_that_count.holds(day):
			return True
		goes_on = self.days_that_count is DaysThatCount.TEACHING and not self.pauses_in_breaks
		return goes_on and day is not None and day.day_type.is_break


# which periods


def periods(kind: Period, first: date, last: date, terms: Sequence[Term] = ()) -> list[Span]:
	"""Every period that shares a day with [first, last], in order. Breaks belong to no period of kind Term."""
	if kind is Period.TERM:
		spans = (Span(term.start, term.end) for term in terms)
		return sorted(
			(span for span in spans if span.first <= last and first <= span.last), key=lambda span: span.first
		)
	found, day = [], first
	while day <= last:
		span = period_of(kind, day)
		found.append(span)
		day = span.last + ONE_DAY
	return found


def period_of(kind: Period, day: date) -> Span:
	"""The day, week, month or school year that `day` lies in."""
	if kind is Period.DAY:
		return Span(day, day)
	if kind is Period.WEEK:
		return Span(monday_of(day), monday_of(day) + timedelta(days=6))
	if kind is Period.MONTH:
		return Span(day.replace(day=1), _next_month(day) - ONE_DAY)
	if kind is Period.YEAR:
		opening = date(day.year - (day.month < FIRST_MONTH_OF_SCHOOL_YEAR), FIRST_MONTH_OF_SCHOOL_YEAR, 1)
		return Span(opening, opening.replace(year=opening.year + 1) - ONE_DAY)
	raise ValueError("a term is known from the calendar only")


def first_whole(kind: Period, day: date, terms: Sequence[Term] = ()) -> date | None:
	"""First day of the first period that lies wholly on or after `day`; None where no such term is known yet."""
	if kind is Period.TERM:
		return min((term.start for term in terms if term.start >= day), default=None)
	span = period_of(kind, day)
	return span.first if span.first == day else span.last + ONE_DAY


def _next_month(day: date) -> date:
	return date(day.year + day.month // 12, day.month % 12 + 1, 1)


def due_date(policy: Policy, span: Span, terms: Sequence[Term] = ()) -> date:
	"""Last day on which the duty is in time: end of the period or of the week named, and the days of grace."""
	end = span.last
	if policy.period is Period.TERM and policy.due_week:
		term = term_of(span.first, terms)
		if term:
			end = min(end, monday_of(term.start) + timedelta(days=7 * policy.due_week - 1))
	return end + timedelta(days=policy.grace_days)


def count_until(policy: Policy, span: Span) -> date:
	"""Evidence that happened after this day no longer counts for the period."""
	return span.last + timedelta(days=policy.catch_up_days)


# who owes it


@dataclass(frozen=True)
class Presence:
	"""Admission and planned leaving of a subject; None where unknown or endless."""

	joined: date | None = None
	leaves: date | None = None


@dataclass(frozen=True)
class Window:
	"""Who owes the duty of one period: joined no later than `join_by`, leaving no earlier than `stay_until`."""

	join_by: date
	stay_until: date

	def holds(self, presence: Presence) -> bool:
		return (presence.joined is None or presence.joined <= self.join_by) and (
			presence.leaves is None or presence.leaves >= self.stay_until
		)


def owing_window(policy: Policy, span: Span, days: Mapping[date, Day]) -> Window | None:
	"""None: the period has too few counting days and nobody owes it.

	Both bounds leave at least `min_days` counting days between themselves and the other end of the period.
	"""
	counting = [day for day in span.days() if policy.counts(days.get(day))]
	needed = max(policy.min_days, 1)
	if len(counting) < needed:
		return None
	return Window(join_by=counting[-needed], stay_until=counting[needed - 1])


# what counts


@dataclass(frozen=True)
class Evidence:
	happened: date
	written: datetime
	late_entry: bool = False


@dataclass(frozen=True)
class Count:
	done: int = 0
	on_time: int = 0
	first: date | None = None
	late_entries: int = 0


def count(evidence: Iterable[Evidence], span: Span, until: date, due: date, today: date) -> Count:
	"""In time is what happened in the period, no later than the due date, and was written down by then."""
	counted = [each for each in evidence if span.first <= each.happened <= min(until, today)]
	on_time = [
		each for each in counted if each.happened <= min(span.last, due) and each.written.date() <= due
	]
	return Count(
		done=len(counted),
		on_time=len(on_time),
		first=min((each.happened for each in counted), default=None),
		late_entries=sum(each.late_entry for each in counted),
	)


def next_state(state: State, counted: Count, min_count: int, due: date, today: date) -> State:
	"""What was once overdue is done late at best; evidence taken away opens the duty again."""
	if state is State.EXEMPT:
		return state
	if counted.done >= min_count:
		was_late = state in (State.OVERDUE, State.DONE_LATE)
		return State.DONE if counted.on_time >= min_count and not was_late else State.DONE_LATE
	if today > due or state is State.OVERDUE:
		return State.OVERDUE
	return State.OVERDUE if state is State.DONE_LATE else State.OPEN


# its name


SEPARATOR = "|"
NAME_LENGTH, RULE_LENGTH = 32, 4


def obligation_name(rule: str, subject: str, period_start: date, salt: str = "") -> str:
	"""The same duty has the same name however often it is made: a re-run inserts nothing.

	salt: the site's own, so that nobody can work out a name and ask whether such a duty exists.
	"""
	prefix = name_prefix(rule, period_start, salt)
	text = SEPARATOR.join((salt, rule, subject, period_start.isoformat()))
	return prefix + hashlib.sha256(text.encode()).hexdigest()[: NAME_LENGTH - len(prefix)]


def name_prefix(rule: str, period_start: date, salt: str = "") -> str:
	"""What the names of one rule and period begin with: made in one night, they lie side by side in the table, at its end.

	Names that are a hash alone lie all over it: a night of 240,000 duties takes half as long again.
	"""
	code = hashlib.sha256(SEPARATOR.join((salt, rule)).encode()).hexdigest()[:RULE_LENGTH]
	return f"{period_start:%y%m%d}{code}"
