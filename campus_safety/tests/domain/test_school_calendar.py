import itertools
from datetime import date, timedelta
from unittest import TestCase

from campus_safety.domain.people import public_holidays, school_calendar
from campus_safety.domain.people.school_calendar import (
	DayRules,
	DayType,
	RollMode,
	Special,
	Term,
	TermFault,
	faults,
)
from campus_safety.tests.domain.table import rows

AUTUMN = Term(
	"2026-2027-1",
	date(2026, 9, 1),  # a Tuesday: week 1 begins on Monday 31 August
	date(2027, 1, 17),
	break_until=date(2027, 2, 28),
	specials=(
		Special("国庆节调休上课", date(2026, 9, 20), date(2026, 9, 20), DayType.MAKE_UP),
		Special("中秋节", date(2026, 9, 25), date(2026, 9, 27)),
		Special("国庆节", date(2026, 10, 1), date(2026, 10, 7)),
		Special("国庆节调休上课", date(2026, 10, 10), date(2026, 10, 10), DayType.MAKE_UP),
	),
)
SPRING = Term("2026-2027-2", date(2027, 3, 1), date(2027, 7, 4), break_until=date(2027, 8, 29))


def _term(start="2026-09-01", end="2027-01-17", until=None, specials=(), name="T"):
	def as_date(text):
		return date.fromisoformat(text) if text else None

	return Term(name, as_date(start), as_date(end), as_date(until), specials=specials)


class TestSchoolCalendar(TestCase):
	@rows(
		[
			(date(2026, 9, 1), 1, DayType.TEACHING, RollMode.EVERYONE, True),
			(date(2026, 9, 5), 1, DayType.WEEKEND, RollMode.EVERYONE, True),
			(date(2026, 9, 6), 1, DayType.WEEKEND, RollMode.EVERYONE, True),
			(date(2026, 9, 7), 2, DayType.TEACHING, RollMode.EVERYONE, True),
			(date(2026, 9, 20), 3, DayType.MAKE_UP, RollMode.EVERYONE, True),
			(date(2026, 9, 26), 4, DayType.HOLIDAY, RollMode.STAY_LIST, False),
			(date(2026, 10, 1), 5, DayType.HOLIDAY, RollMode.STAY_LIST, False),
			(date(2026, 10, 7), 6, DayType.HOLIDAY, RollMode.STAY_LIST, False),
			(date(2026, 10, 8), 6, DayType.TEACHING, RollMode.EVERYONE, True),
			(date(2027, 1, 17), 20, DayType.WEEKEND, RollMode.EVERYONE, True),
			(date(2027, 1, 18), 0, DayType.WINTER_BREAK, RollMode.STAY_LIST, False),
			(date(2027, 2, 28), 0, DayType.WINTER_BREAK, RollMode.STAY_LIST, False),
		],
	)
	def test_days_of_a_term(self, day, week, kind, roll, centre):
		made = AUTUMN.day(day, DayRules())
		assert (made.week_no, made.day_type, made.roll_mode, made.open_centre) == (week, kind, roll, centre)

	def test_every_day_once_in_order(self):
		days = [day.date for day in AUTUMN.days(DayRules())]
		assert days[0] == date(2026, 9, 1) and days[-1] == date(2027, 2, 28)
		assert all(later - earlier == timedelta(days=1) for earlier, later in itertools.pairwise(days))

	def test_a_week_has_seven_days_and_begins_on_monday(self):
		weeks = {}
		for day in AUTUMN.days(DayRules()):
			weeks.setdefault(day.week_no, []).append(day.date)
		assert [len(weeks[week]) for week in range(1, 21)] == [6, *[7] * 19]
		assert all(weeks[week][0].weekday() == 0 for week in range(2, 21))
		assert AUTUMN.weeks == 20

	def test_rules_are_the_schools(self):
		rules = DayRules(
			weekend_roll=RollMode.NONE,
			holiday_roll=RollMode.EVERYONE,
			break_roll=RollMode.NONE,
			centre_open_weekends=False,
			centre_open_holidays=True,
			centre_open_breaks=True,
		)
		made = {day.date: day for day in AUTUMN.days(rules)}
		assert made[date(2026, 9, 5)].roll_mode is RollMode.NONE and not made[date(2026, 9, 5)].open_centre
		assert made[date(2026, 10, 1)].roll_mode is RollMode.EVERYONE and made[date(2026, 10, 1)].open_centre
		assert made[date(2027, 2, 1)].roll_mode is RollMode.NONE and made[date(2027, 2, 1)].open_centre
		assert made[date(2026, 10, 10)].open_centre, "make-up days are teaching days"

	@rows(
		[
			(2026, 9, 22),  # 22 working days, less the Friday of mid-autumn, plus Sunday 20 September
			(2026, 10, 18),  # 22 working days, less 5 of the national holiday, plus Saturday 10 October
			(2027, 1, 11),  # the term ends on the 17th; New Year is not in the rows here
			(2027, 2, 0),
		],
	)
	def test_teaching_days_in_a_month(self, year, month, teaching):
		assert school_calendar.teaching_days(AUTUMN.days(DayRules()), year, month) == teaching

	@rows(
		[
			(date(2026, 8, 31), None),
			(date(2026, 9, 1), "2026-2027-1"),
			(date(2027, 2, 28), "2026-2027-1"),
			(date(2027, 3, 1), "2026-2027-2"),
			(date(2027, 8, 30), None),
		],
	)
	def test_term_of_a_date(self, day, name):
		found = school_calendar.term_of(day, (AUTUMN, SPRING))
		assert (found.name if found else None) == name

	def test_kind_of_break_follows_the_end(self):
		assert SPRING.break_kind is DayType.SUMMER_BREAK
		assert AUTUMN.break_kind is DayType.WINTER_BREAK

	@rows(
		[
			(_term(), []),
			(_term(end="2026-09-01"), [TermFault.END_BEFORE_START]),
			(_term(end="2026-08-01"), [TermFault.END_BEFORE_START]),
			(_term(until="2027-01-17"), [TermFault.BREAK_NOT_AFTER_END]),
			(_term(end="2037-01-17"), [TermFault.TOO_LONG]),
			(
				_term(specials=(Special("a", date(2026, 10, 7), date(2026, 10, 1)),)),
				[TermFault.SPECIAL_WRONG_ORDER],
			),
			(
				_term(specials=(Special("a", date(2026, 8, 30), date(2026, 9, 2)),)),
				[TermFault.SPECIAL_OUTSIDE],
			),
			(
				_term(
					specials=(
						Special("a", date(2026, 10, 1), date(2026, 10, 7)),
						Special("b", date(2026, 10, 7), date(2026, 10, 7), DayType.MAKE_UP),
					)
				),
				[TermFault.SPECIALS_OVERLAP],
			),
		],
	)
	def test_faults(self, term, kinds):
		assert [fault.kind for fault in faults(term)] == kinds

	def test_terms_may_touch_and_not_overlap(self):
		assert faults(SPRING, [AUTUMN]) == []
		earlier = _term(start="2027-02-28", end="2027-07-04", name="2026-2027-2")
		(fault,) = faults(earlier, [AUTUMN])
		assert (fault.kind, fault.other) == (TermFault.OVERLAPS_TERM, "2026-2027-1")
		assert faults(AUTUMN, [AUTUMN]) == [], "a term does not overlap itself"

	def test_suggested_holidays_are_cut_to_the_term_and_fit_it(self):
		found = public_holidays.suggestions(date(2026, 9, 1), date(2027, 1, 17))
		assert [special.title for special, _ in found] == [
			"国庆节调休上课",
			"中秋节",
			"国庆节",
			"国庆节调休上课",
			"元旦",
		]
		assert [announced for _special, announced in found] == [True, True, True, True, False]
		assert faults(_term(specials=tuple(special for special, _ in found))) == []
		(only, _announced), *_rest = public_holidays.suggestions(date(2026, 10, 3), date(2026, 10, 5))
		assert (only.first, only.last) == (date(2026, 10, 3), date(2026, 10, 5))

	def test_announced_make_up_days_are_weekend_days(self):
		for special in public_holidays.ANNOUNCED:
			if special.day_type is DayType.MAKE_UP:
				assert special.first.weekday() >= 5, special
