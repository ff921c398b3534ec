"""Public holidays as the State Council announced them, to save a new term some typing.

These are suggestions: the rows of a Campus Term are what counts, and a person edits them. 2026 follows the
notice of November 2025. 2027 is not announced yet: only the statutory days (放假办法, 2024 revision) are
given, without bridge and make-up days, and marked provisional.
"""

from datetime import date

from campus_safety.domain.people.school_calendar import DayType, Special

ANNOUNCED = (
	Special("元旦", date(2026, 1, 1), date(2026, 1, 3)),
	Special("元旦调休上课", date(2026, 1, 4), date(2026, 1, 4), DayType.MAKE_UP),
	Special("春节调休上课", date(2026, 2, 14), date(2026, 2, 14), DayType.MAKE_UP),
	Special("春节", date(2026, 2, 15), date(2026, 2, 23)),
	Special("春节调休上课", date(2026, 2, 28), date(2026, 2, 28), DayType.MAKE_UP),
	Special("清明节", date(2026, 4, 4), date(2026, 4, 6)),
	Special("劳动节", date(2026, 5, 1), date(2026, 5, 5)),
	Special("劳动节调休上课", date(2026, 5, 9), date(2026, 5, 9), DayType.MAKE_UP),
	Special("端午节", date(2026, 6, 19), date(2026, 6, 21)),
	Special("国庆节调休上课", date(2026, 9, 20), date(2026, 9, 20), DayType.MAKE_UP),
	Special("中秋节", date(2026, 9, 25), date(2026, 9, 27)),
	Special("国庆节", date(2026, 10, 1), date(2026, 10, 7)),
	Special("国庆节调休上课", date(2026, 10, 10), date(2026, 10, 10), DayType.MAKE_UP),
)
PROVISIONAL = (
	Special("元旦", date(2027, 1, 1), date(2027, 1, 1)),
	Special("春节", date(2027, 2, 5), date(2027, 2, 8)),
	Special("清明节", date(2027, 4, 5), date(2027, 4, 5)),
	Special("劳动节", date(2027, 5, 1), date(2027, 5, 2)),
	Special("端午节", date(2027, 6, 9), date(2027, 6, 9)),
	Special("中秋节", date(2027, 9, 15), date(2027, 9, 15)),
	Special("国庆节", date(2027, 10, 1), date(2027, 10, 3)),
)


def suggestions(first: date, last: date) -> list[tuple[Special, bool]]:
	"""Holidays that touch the days, cut to them, each with whether it is announced."""
	found = []
	for special in (*ANNOUNCED, *PROVISIONAL):
		if special.first <= last and special.last >= first:
			cut = Special(special.title, max(special.first, first), min(special.last, last), special.day_type)
			found.append((cut, special in ANNOUNCED))
	return found
