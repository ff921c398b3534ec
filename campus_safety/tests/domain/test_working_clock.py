"""The working-hours clocks of complaints: each test is a fault of a clock that others shipped (anchors.md §4.4)."""

from datetime import date, datetime, time, timedelta
from unittest import TestCase

from campus_safety.domain.governance.working_clock import Pause, WorkingTimes, working_clock

HOUR = timedelta(hours=1)
SPANS = ((time(8), time(12)), (time(14), time(18)))
HOLIDAYS = {date(2026, 10, day) for day in range(1, 8)}
MAKE_UP = {date(2026, 10, 10)}  # a Saturday that is worked


def is_working(day: date) -> bool:
	return day in MAKE_UP or (day.weekday() < 5 and day not in HOLIDAYS)


TIMES = WorkingTimes(SPANS, is_working)


def at(text: str) -> datetime:
	return datetime.fromisoformat(f"2026-{text}")


def clock(start: str, allowed: timedelta, now: str, pauses=(), stopped: str | None = None):
	return working_clock(
		at(start),
		allowed,
		[Pause(at(first), last and at(last)) for first, last in pauses],
		TIMES,
		at(now),
		stopped and at(stopped),
	)


class TestEightFaults(TestCase):
	def test_helpdesk_2449_a_hold_over_a_holiday_adds_no_calendar_time(self) -> None:
		held = clock("09-30 16:00", 4 * HOUR, "10-09 09:00", [("09-30 17:00", "10-08 09:00")])
		self.assertEqual(held.due, at("10-08 12:00"), "one hour before, three after")

	def test_helpdesk_2075_erpnext_49414_a_hold_begun_and_ended_outside_working_time_costs_nothing(
		self,
	) -> None:
		free = clock("09-28 08:00", 8 * HOUR, "09-28 18:00")
		held = clock("09-28 08:00", 8 * HOUR, "09-28 18:00", [("09-28 12:10", "09-28 13:50")])
		self.assertEqual((held.due, held.spent), (free.due, free.spent))

	def test_zammad_5177_the_clock_of_solving_does_not_move_that_of_the_first_answer(self) -> None:
		first = clock("09-28 08:00", 2 * HOUR, "10-15 08:00", stopped="09-28 09:30")
		solving = clock("09-28 08:00", 24 * HOUR, "10-15 08:00")
		self.assertEqual((first.spent, first.late), (1.5 * HOUR, False))
		self.assertTrue(solving.late)

	def test_zammad_3140_nothing_runs_once_it_is_answered(self) -> None:
		for now in ("09-28 10:00", "09-29 10:00", "12-01 10:00"):
			with self.subTest(now):
				self.assertEqual(clock("09-28 08:00", 2 * HOUR, now, stopped="09-28 09:00").spent, HOUR)

	def test_zammad_4432_no_deadline_and_no_reminder_at_midnight(self) -> None:
		evening = clock("09-28 23:30", 2 * HOUR, "09-29 00:10")
		self.assertEqual(evening.due, at("09-29 10:00"))
		self.assertEqual(evening.spent, timedelta())
		self.assertFalse(TIMES.is_open(at("09-29 00:10")))
		self.assertTrue(TIMES.is_open(at("09-29 08:00")))

	def test_zammad_390_holidays_and_make_up_days_are_those_of_the_school(self) -> None:
		days = clock("09-30 08:00", 3 * TIMES.one_day, "10-12 08:00")
		self.assertEqual(days.due, at("10-09 18:00"), "30 September, 8 and 9 October")
		worked = clock("10-09 18:00", TIMES.one_day, "10-12 08:00")
		self.assertEqual(worked.due, at("10-10 18:00"), "the Saturday that is worked")

	def test_glpi_6902_15605_a_pause_stays_when_the_time_allowed_changes(self) -> None:
		pauses = [("09-28 10:00", "09-29 10:00")]
		slow = clock("09-28 08:00", 16 * HOUR, "09-29 18:00", pauses)
		quick = clock("09-28 08:00", 4 * HOUR, "09-29 18:00", pauses)
		self.assertEqual(slow.spent, quick.spent)
		self.assertEqual(quick.due, at("09-29 12:00"), "two hours before the pause, two after")
		self.assertTrue(quick.late)

	def test_helpdesk_2212_nobody_works_at_noon(self) -> None:
		noon = clock("09-28 11:30", 2 * HOUR, "09-28 14:10")
		self.assertEqual(noon.due, at("09-28 15:30"))
		self.assertEqual(noon.spent, timedelta(minutes=40))


class TestClock(TestCase):
	def test_paused_has_no_deadline_and_spends_nothing(self) -> None:
		paused = clock("09-28 08:00", 2 * HOUR, "09-30 18:00", [("09-28 09:00", None)])
		self.assertEqual((paused.due, paused.paused, paused.late), (None, True, False))
		self.assertEqual(paused.spent, HOUR)

	def test_stopped_in_a_pause_it_is_over(self) -> None:
		done = clock("09-28 08:00", 2 * HOUR, "09-30 18:00", [("09-28 09:00", None)], "09-29 09:00")
		self.assertEqual((done.spent, done.paused, done.late), (HOUR, False, False))

	def test_pauses_that_overlap_count_once(self) -> None:
		pauses = [("09-28 09:00", "09-28 11:00"), ("09-28 10:00", "09-28 11:30")]
		self.assertEqual(clock("09-28 08:00", 4 * HOUR, "09-28 12:00", pauses).spent, 1.5 * HOUR)

	def test_what_is_spent_to_the_minute_is_in_time(self) -> None:
		self.assertFalse(clock("09-28 08:00", 4 * HOUR, "10-15 08:00", stopped="09-28 12:00").late)
		self.assertTrue(clock("09-28 08:00", 4 * HOUR, "10-15 08:00", stopped="09-28 14:01").late)

	def test_a_calendar_without_working_days_has_no_deadline(self) -> None:
		never = WorkingTimes(SPANS, lambda day: False)
		found = working_clock(at("09-28 08:00"), HOUR, (), never, at("09-30 08:00"))
		self.assertEqual((found.due, found.spent, found.late), (None, timedelta(), False))
