"""Public holidays and the days worked for them, day by day, to save a new term some typing (domain §22).

The State Council announces each year in the November before. Until then only the statutory days (放假办法, 2024
revision) are known, without bridge and make-up days: such days are provisional. What is found here are suggestions: the rows of a
Campus Term are what counts, and a person edits them.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from campus_safety.domain.people.school_calendar import ONE_DAY, DayType, Special


@dataclass(frozen=True)
class PublicDay:
	"""provisional: the year is not announced; own: entered by the school, whose word counts for that day."""

	date: date
	title: str
	day_type: DayType = DayType.HOLIDAY
	provisional: bool = False
	own: bool = False


def suggestions(days: Iterable[PublicDay], first: date, last: date) -> list[tuple[Special, bool]]:
	"""Days in a row with one title become one row, cut to `first` and `last`; each with whether its year is announced."""
	counted = _counted(days)
	announced = {year for year in {day.year for day in counted} if is_announced(counted.values(), year)}
	inside = [day for when, day in counted.items() if first <= when <= last]
	return [(special, special.first.year in announced) for special in _in_a_row(inside)]


def unknown_years(days: Iterable[PublicDay], first: date, last: date) -> list[int]:
	"""Years from `first` to `last` whose holidays nobody has entered."""
	counted = _counted(days)
	return [year for year in range(first.year, last.year + 1) if not is_announced(counted.values(), year)]


def is_announced(days: Iterable[PublicDay], year: int) -> bool:
	"""Every notice names New Year and the National Day; a single day of the school's own is no notice."""
	holidays = {day.date for day in days if day.day_type is DayType.HOLIDAY and not day.provisional}
	return {date(year, 1, 1), date(year, 10, 1)} <= holidays


def _counted(days: Iterable[PublicDay]) -> dict[date, PublicDay]:
	"""One for each date, in their order: the school's own before what was shipped."""
	return {day.date: day for day in sorted(days, key=lambda day: (day.date, day.own))}


def _in_a_row(days: Iterable[PublicDay]) -> Iterator[Special]:
	run: Special | None = None
	for day in days:
		same = run and (run.title, run.day_type) == (day.title, day.day_type)
		if same and run.last + ONE_DAY == day.date and run.first.year == day.date.year:
			run = Special(run.title, run.first, day.date, run.day_type)
			continue
		if run:
			yield run
		run = Special(day.title, day.date, day.date, day.day_type)
	if run:
		yield run
