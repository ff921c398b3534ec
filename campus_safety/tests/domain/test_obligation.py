"""Which periods there are, who owes a duty in them, what counts, and the state that follows: tables and a slow reference."""

import itertools
from dataclasses import replace
from datetime import date, datetime, timedelta
from unittest import TestCase

from hypothesis import given, settings
from hypothesis import strategies as st

from campus_safety.domain.duties.obligation import (
	Count,
	DaysThatCount,
	Evidence,
	Period,
	Policy,
	Presence,
	Span,
	State,
	Window,
	count,
	count_until,
	due_date,
	next_state,
	obligation_name,
	owing_window,
	periods,
)
from campus_safety.domain.people.school_calendar import DayRules, DayType, Special, Term

AUTUMN = Term(
	"2026-2027-1",
	date(2026, 9, 1),
	date(2027, 1, 17),
	date(2027, 2, 28),
	specials=(Special("国庆节", date(2026, 10, 1), date(2026, 10, 7)),),
)
SPRING = Term("2026-2027-2", date(2027, 3, 1), date(2027, 7, 11), date(2027, 8, 31))
TERMS = (AUTUMN, SPRING)
DAYS = {day.date: day for term in TERMS for day in term.days(DayRules())}
TALK = Policy(Period.MONTH, days_that_count=DaysThatCount.TEACHING, min_days=10, grace_days=3)


class TestPeriods(TestCase):
	def test_table(self) -> None:
		table = (
			(
				Period.DAY,
				date(2026, 11, 25),
				date(2026, 11, 26),
				["2026-11-25/2026-11-25", "2026-11-26/2026-11-26"],
			),
			(Period.WEEK, date(2026, 11, 25), date(2026, 11, 25), ["2026-11-23/2026-11-29"]),
			(
				Period.WEEK,
				date(2026, 11, 29),
				date(2026, 11, 30),
				["2026-11-23/2026-11-29", "2026-11-30/2026-12-06"],
			),
			(
				Period.MONTH,
				date(2026, 12, 31),
				date(2027, 1, 1),
				["2026-12-01/2026-12-31", "2027-01-01/2027-01-31"],
			),
			(Period.MONTH, date(2028, 2, 3), date(2028, 2, 3), ["2028-02-01/2028-02-29"]),
			(
				Period.YEAR,
				date(2026, 8, 31),
				date(2026, 9, 1),
				["2025-09-01/2026-08-31", "2026-09-01/2027-08-31"],
			),
			(Period.TERM, date(2026, 11, 25), date(2026, 11, 25), ["2026-09-01/2027-01-17"]),
			(Period.TERM, date(2027, 2, 1), date(2027, 2, 1), []),
		)
		for kind, first, last, expected in table:
			with self.subTest(kind=kind, first=first):
				found = [f"{span.first}/{span.last}" for span in periods(kind, first, last, TERMS)]
				self.assertEqual(found, expected)

	@given(
		st.sampled_from([Period.DAY, Period.WEEK, Period.MONTH, Period.YEAR]),
		st.dates(date(2000, 1, 1), date(2090, 1, 1)),
		st.integers(0, 500),
	)
	def test_every_day_lies_in_exactly_one_period(self, kind: Period, first: date, length: int) -> None:
		last = first + timedelta(days=length)
		found = periods(kind, first, last)
		self.assertTrue(found[0].covers(first) and found[-1].covers(last))
		for earlier, later in itertools.pairwise(found):
			self.assertEqual(later.first, earlier.last + timedelta(days=1))

	def test_due(self) -> None:
		month = Span(date(2026, 11, 1), date(2026, 11, 30))
		term = Span(AUTUMN.start, AUTUMN.end)
		table = (
			(Policy(Period.MONTH), month, date(2026, 11, 30)),
			(Policy(Period.MONTH, grace_days=3), month, date(2026, 12, 3)),
			(Policy(Period.TERM), term, date(2027, 1, 17)),
			(
				Policy(Period.TERM, due_week=16),
				term,
				date(2026, 12, 20),
			),  # week 1 is 31 August to 6 September
			(Policy(Period.TERM, due_week=40), term, date(2027, 1, 17)),
			(Policy(Period.MONTH, due_week=2), month, date(2026, 11, 30)),
		)
		for policy, span, expected in table:
			with self.subTest(policy=policy):
				self.assertEqual(due_date(policy, span, TERMS), expected)


class TestWhoOwes(TestCase):
	def test_months(self) -> None:
		table = (
			("2026-10", date(2026, 10, 19), "joining with ten teaching days left"),
			("2026-11", date(2026, 11, 17), "an ordinary month"),
			(
				"2027-01",
				date(2027, 1, 1 + 3),
				"eleven teaching days before the term ends, the 1st among them",
			),
			("2027-02", None, "winter break"),
			("2027-07", None, "seven teaching days"),
			("2029-05", None, "no calendar"),
		)
		for month, join_by, why in table:
			with self.subTest(why):
				first = date.fromisoformat(f"{month}-01")
				span = periods(Period.MONTH, first, first)[0]
				window = owing_window(TALK, span, DAYS)
				self.assertEqual(window and window.join_by, join_by)

	def test_joining_and_leaving(self) -> None:
		window = Window(join_by=date(2026, 11, 17), stay_until=date(2026, 11, 13))
		for presence, owes in (
			(Presence(), True),
			(Presence(joined=date(2026, 9, 1)), True),
			(Presence(joined=date(2026, 11, 17)), True),
			(Presence(joined=date(2026, 11, 18)), False),
			(Presence(leaves=date(2026, 11, 13)), True),
			(Presence(leaves=date(2026, 11, 12)), False),
			(Presence(joined=date(2027, 1, 1)), False),
		):
			with self.subTest(presence=presence):
				self.assertIs(window.holds(presence), owes)

	def test_kinds_of_day(self) -> None:
		sunday, holiday, in_break, nowhere = (
			date(2026, 11, 29),
			date(2026, 10, 1),
			date(2027, 2, 1),
			date(2030, 1, 1),
		)
		table = {
			DaysThatCount.ALL: (True, True, True, True),
			DaysThatCount.OUTSIDE_BREAKS: (True, True, False, False),
			DaysThatCount.TEACHING: (False, False, False, False),
			DaysThatCount.CENTRE_OPEN: (True, False, False, False),
		}
		for kind, expected in table.items():
			policy = Policy(Period.DAY, days_that_count=kind)
			for day, owed in zip((sunday, holiday, in_break, nowhere), expected, strict=True):
				with self.subTest(kind=kind, day=day):
					self.assertIs(owing_window(policy, Span(day, day), DAYS) is not None, owed)

	def test_monthly_talks_pause_in_breaks_or_go_on(self) -> None:
		"""(month, days of teaching and of break in it): owed when talks pause, owed when they go on."""
		going_on = replace(TALK, pauses_in_breaks=False)
		for month, pausing, otherwise in (
			((2026, 11), True, True),  # teaching all month
			((2027, 1), True, True),  # 11 teaching days, then the break
			((2027, 2), False, True),  # break all month
			((2027, 7), False, True),  # 7 teaching days, then the break
			((2027, 9), False, False),  # in no term
		):
			span = Span(date(*month, 1), date(*month, 28))
			with self.subTest(month=month):
				self.assertIs(owing_window(TALK, span, DAYS) is not None, pausing)
				self.assertIs(owing_window(going_on, span, DAYS) is not None, otherwise)

	def test_going_on_in_breaks_changes_no_other_kind_of_days(self) -> None:
		for kind in DaysThatCount:
			policy = Policy(Period.DAY, days_that_count=kind, pauses_in_breaks=False)
			for day in DAYS.values():
				expected = kind.holds(day) or (kind is DaysThatCount.TEACHING and day.day_type.is_break)
				self.assertIs(policy.counts(day), expected)

	@settings(max_examples=150)
	@given(st.data())
	def test_window_equals_counting_one_by_one(self, data) -> None:
		"""Reference: walk over the days and count those left after joining, and those passed before leaving."""
		kinds = data.draw(st.lists(st.sampled_from(list(DayType)), min_size=1, max_size=31))
		start = date(2026, 3, 1)
		rules = DayRules()
		term = Term("t", start, start + timedelta(days=40))
		days = {}
		for offset, kind in enumerate(kinds):
			day = term.day(start + timedelta(days=offset), rules)
			days[day.date] = type(day)(
				day.date, day.week_no, kind, rules.roll_mode(kind), rules.is_centre_open(kind)
			)
		span = Span(start, start + timedelta(days=len(kinds) - 1))
		policy = Policy(
			Period.MONTH,
			days_that_count=data.draw(st.sampled_from(list(DaysThatCount))),
			min_days=data.draw(st.integers(0, 12)),
		)
		a_day = st.none() | st.dates(start - timedelta(days=3), span.last + timedelta(days=3))
		presence = Presence(data.draw(a_day), data.draw(a_day))
		needed = max(policy.min_days, 1)
		after_joining = sum(
			1
			for day in span.days()
			if policy.days_that_count.holds(days[day]) and (presence.joined is None or day >= presence.joined)
		)
		before_leaving = sum(
			1
			for day in span.days()
			if policy.days_that_count.holds(days[day]) and (presence.leaves is None or day <= presence.leaves)
		)
		window = owing_window(policy, span, days)
		owes = window is not None and window.holds(presence)
		self.assertIs(owes, after_joining >= needed and before_leaving >= needed)


NOVEMBER = Span(date(2026, 11, 1), date(2026, 11, 30))
DUE = date(2026, 12, 3)
FAR = date(2027, 6, 1)


def talk(happened: str, written: str | None = None, late: bool = False) -> Evidence:
	return Evidence(
		date.fromisoformat(happened), datetime.fromisoformat(written or f"{happened} 12:00:00"), late
	)


class TestWhatCounts(TestCase):
	def test_table(self) -> None:
		until = date(2026, 12, 7)
		table = (
			((), (0, 0), "nothing"),
			((talk("2026-11-01"),), (1, 1), "first day"),
			((talk("2026-11-30", "2026-12-03 23:59"),), (1, 1), "written on the last day of grace"),
			((talk("2026-11-30", "2026-12-04 00:00"),), (1, 0), "written after it"),
			((talk("2026-12-01"),), (1, 0), "happened after the period: made up"),
			((talk("2026-12-07"),), (1, 0), "last day to make up"),
			((talk("2026-12-08"),), (0, 0), "too late"),
			((talk("2026-10-31"),), (0, 0), "the month before"),
			((talk("2026-11-02"), talk("2026-12-02")), (2, 1), "one of each"),
		)
		for evidence, expected, why in table:
			with self.subTest(why):
				found = count(evidence, NOVEMBER, until, DUE, FAR)
				self.assertEqual((found.done, found.on_time), expected)

	def test_the_future_does_not_count(self) -> None:
		self.assertEqual(
			count([talk("2026-11-20")], NOVEMBER, NOVEMBER.last, DUE, date(2026, 11, 19)).done, 0
		)

	def test_states(self) -> None:
		before, after = date(2026, 11, 20), date(2026, 12, 4)
		none, in_time, late = Count(), Count(1, 1), Count(1, 0)
		table = (
			(State.OPEN, none, before, State.OPEN),
			(State.OPEN, none, DUE, State.OPEN),
			(State.OPEN, none, after, State.OVERDUE),
			(State.OPEN, in_time, before, State.DONE),
			(State.OPEN, in_time, after, State.DONE),  # the night's run had not come by
			(State.OPEN, late, after, State.DONE_LATE),
			(State.DONE, in_time, after, State.DONE),
			(State.DONE, none, before, State.OPEN),  # the evidence was deleted
			(State.DONE, none, after, State.OVERDUE),
			(State.DONE, late, after, State.DONE_LATE),  # only what was made up is left
			(State.OVERDUE, none, after, State.OVERDUE),
			(State.OVERDUE, in_time, after, State.DONE_LATE),  # backdated
			(State.OVERDUE, late, after, State.DONE_LATE),
			(State.DONE_LATE, in_time, after, State.DONE_LATE),  # never rewritten
			(State.DONE_LATE, none, after, State.OVERDUE),
			(State.EXEMPT, in_time, after, State.EXEMPT),
			(State.EXEMPT, none, after, State.EXEMPT),
		)
		for state, counted, today, expected in table:
			with self.subTest(state=state, counted=counted, today=today):
				self.assertIs(next_state(state, counted, 1, DUE, today), expected)

	@settings(max_examples=300)
	@given(st.data())
	def test_a_life_of_random_events(self, data) -> None:
		"""Records come and go day by day; a clerk with a notebook, who knows no rule but the words, agrees every evening."""
		policy = Policy(
			Period.MONTH,
			min_count=data.draw(st.integers(1, 3)),
			grace_days=data.draw(st.integers(0, 5)),
			catch_up_days=data.draw(st.integers(0, 9)),
		)
		due, until = due_date(policy, NOVEMBER), count_until(policy, NOVEMBER)
		shelf: list[Evidence] = []
		state, was_overdue = State.OPEN, False
		for offset in range(0, 50, data.draw(st.integers(1, 4))):
			today = NOVEMBER.first + timedelta(days=offset)
			for back in data.draw(st.lists(st.integers(0, 20), max_size=2)):
				shelf.append(
					Evidence(today - timedelta(days=back), datetime(today.year, today.month, today.day, 20))
				)
			if shelf and data.draw(st.booleans()):
				shelf.pop(data.draw(st.integers(0, len(shelf) - 1)))
			state = next_state(state, count(shelf, NOVEMBER, until, due, today), policy.min_count, due, today)
			enough = punctual = 0
			for record in shelf:
				if record.happened < date(2026, 11, 1) or record.happened > until:
					continue
				enough += 1
				if record.happened <= date(2026, 11, 30) and record.written.date() <= due:
					punctual += 1
			if enough < policy.min_count:
				was_overdue = was_overdue or today > due
				expected = "Overdue" if was_overdue else "Open"
				if state is State.OVERDUE and not was_overdue:
					expected = "Overdue"  # made up before the due date, then taken away: it stays on the list
			else:
				expected = "Done" if punctual >= policy.min_count and not was_overdue else "Done Late"
				was_overdue = was_overdue or expected == "Done Late"
			self.assertEqual(state.value, expected, (today, shelf, policy))

	def test_names(self) -> None:
		name = obligation_name("每月谈心", "S1", NOVEMBER.first)
		self.assertEqual(name, obligation_name("每月谈心", "S1", NOVEMBER.first))
		self.assertEqual(len(name), 32)
		self.assertNotEqual(name, obligation_name("每月谈心", "S1", date(2026, 12, 1)))
