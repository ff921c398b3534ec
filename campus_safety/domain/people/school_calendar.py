"""The school calendar 校历 (domain §22): terms, weeks, and what kind of day a day is.

Week 1 begins on the Monday of the opening week, even when the term opens later in that week. A term may be
followed by a break; the days of both belong to the term. Whoever asks about "today" passes it in.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import Enum

ONE_DAY = timedelta(days=1)
SATURDAY = 5
LONGEST_TERM_DAYS = 400


class DayType(str, Enum):
	TEACHING = "Teaching"
	WEEKEND = "Weekend"
	HOLIDAY = "Holiday"
	MAKE_UP = "Make-up"
	WINTER_BREAK = "Winter Break"
	SUMMER_BREAK = "Summer Break"

	@property
	def is_teaching(self) -> bool:
		"""Classes are held: teaching days and the make-up days worked for a holiday."""
		return self in (DayType.TEACHING, DayType.MAKE_UP)

	@property
	def is_break(self) -> bool:
		return self in (DayType.WINTER_BREAK, DayType.SUMMER_BREAK)


class RollMode(str, Enum):
	"""Who is expected at the night roll call."""

	EVERYONE = "Everyone"
	STAY_LIST = "Stay List"
	NONE = "None"


@dataclass(frozen=True)
class DayRules:
	"""What the school decided about the kinds of day (Campus Safety Settings)."""

	weekend_roll: RollMode = RollMode.EVERYONE
	holiday_roll: RollMode = RollMode.STAY_LIST
	break_roll: RollMode = RollMode.STAY_LIST
	centre_open_weekends: bool = True
	centre_open_holidays: bool = False
	centre_open_breaks: bool = False

	def roll_mode(self, day_type: DayType) -> RollMode:
		if day_type.is_break:
			return self.break_roll
		if day_type is DayType.HOLIDAY:
			return self.holiday_roll
		if day_type is DayType.WEEKEND:
			return self.weekend_roll
		return RollMode.EVERYONE

	def is_centre_open(self, day_type: DayType) -> bool:
		if day_type.is_break:
			return self.centre_open_breaks
		if day_type is DayType.HOLIDAY:
			return self.centre_open_holidays
		if day_type is DayType.WEEKEND:
			return self.centre_open_weekends
		return True


@dataclass(frozen=True)
class Special:
	"""A holiday, or a make-up day, from `first` to `last`, both included."""

	title: str
	first: date
	last: date
	day_type: DayType = DayType.HOLIDAY

	def covers(self, day: date) -> bool:
		return self.first <= day <= self.last


@dataclass(frozen=True)
class Day:
	date: date
	week_no: int  # 0 in a break
	day_type: DayType
	roll_mode: RollMode
	open_centre: bool
	title: str = ""


class TermFault(str, Enum):
	"""What is wrong with a term; the caller words it."""

	END_BEFORE_START = "the end is not after the start"
	BREAK_NOT_AFTER_END = "the break does not end after the term"
	TOO_LONG = "too long"
	SPECIAL_WRONG_ORDER = "a row ends before it begins"
	SPECIAL_OUTSIDE = "a row lies outside the term"
	SPECIALS_OVERLAP = "two rows overlap"
	OVERLAPS_TERM = "overlaps another term"


@dataclass(frozen=True)
class Fault:
	kind: TermFault
	row: int = 0  # 1-based row of the specials
	other: str = ""  # the other row's title, or the other term's name


@dataclass(frozen=True)
class Term:
	name: str
	start: date
	end: date
	break_until: date | None = None
	break_type: DayType | None = None
	specials: tuple[Special, ...] = field(default=())

	@property
	def last_day(self) -> date:
		"""Last day that belongs to the term, its break included."""
		return max(self.end, self.break_until) if self.break_until else self.end

	@property
	def weeks(self) -> int:
		return self.week_of(self.end)

	@property
	def break_kind(self) -> DayType:
		return self.break_type or break_after(self.end)

	def covers(self, day: date) -> bool:
		return self.start <= day <= self.last_day

	def week_of(self, day: date) -> int:
		"""1 in the opening week, 0 outside the term proper (before it, or in the break)."""
		if not self.start <= day <= self.end:
			return 0
		return (day - monday_of(self.start)).days // 7 + 1

	def special_on(self, day: date) -> Special | None:
		return next((special for special in self.specials if special.covers(day)), None)

	def day_type(self, day: date) -> DayType:
		"""Break before anything else, then the rows of the term, then the day of the week."""
		if day > self.end:
			return self.break_kind
		special = self.special_on(day)
		if special:
			return special.day_type
		return DayType.WEEKEND if day.weekday() >= SATURDAY else DayType.TEACHING

	def day(self, day: date, rules: DayRules) -> Day:
		kind = self.day_type(day)
		special = self.special_on(day)
		return Day(
			date=day,
			week_no=self.week_of(day),
			day_type=kind,
			roll_mode=rules.roll_mode(kind),
			open_centre=rules.is_centre_open(kind),
			title=special.title if special else "",
		)

	def days(self, rules: DayRules) -> Iterator[Day]:
		"""Every day from the start to the end of the break, each once."""
		day = self.start
		while day <= self.last_day:
			yield self.day(day, rules)
			day += ONE_DAY


def monday_of(day: date) -> date:
	return day - timedelta(days=day.weekday())


def break_after(end: date) -> DayType:
	"""A term that ends from May to October is followed by the summer break, any other by the winter break."""
	return DayType.SUMMER_BREAK if 5 <= end.month <= 10 else DayType.WINTER_BREAK


def faults(term: Term, others: Iterable[Term] = ()) -> list[Fault]:
	"""Everything wrong with the term's dates, in the order in which a person reads the form."""
	if term.end <= term.start:
		return [Fault(TermFault.END_BEFORE_START)]
	if term.break_until and term.break_until <= term.end:
		return [Fault(TermFault.BREAK_NOT_AFTER_END)]
	if (term.last_day - term.start).days > LONGEST_TERM_DAYS:
		return [Fault(TermFault.TOO_LONG)]
	found = list(_faults_of_specials(term))
	for other in others:
		if other.name != term.name and other.start <= term.last_day and term.start <= other.last_day:
			found.append(Fault(TermFault.OVERLAPS_TERM, other=other.name))
	return found


def _faults_of_specials(term: Term) -> Iterator[Fault]:
	for number, special in enumerate(term.specials, start=1):
		if special.last < special.first:
			yield Fault(TermFault.SPECIAL_WRONG_ORDER, row=number)
		elif not (term.covers(special.first) and term.covers(special.last)):
			yield Fault(TermFault.SPECIAL_OUTSIDE, row=number)
		else:
			for earlier in term.specials[: number - 1]:
				if earlier.first <= special.last and special.first <= earlier.last:
					yield Fault(TermFault.SPECIALS_OVERLAP, row=number, other=earlier.title)


def term_of(day: date, terms: Iterable[Term]) -> Term | None:
	"""The term whose days, break included, the day belongs to; None between unconnected terms."""
	return next((term for term in terms if term.covers(day)), None)


def teaching_days(days: Iterable[Day], year: int, month: int) -> int:
	return sum(
		1 for day in days if (day.date.year, day.date.month) == (year, month) and day.day_type.is_teaching
	)
