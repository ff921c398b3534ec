"""Eight hours a day as the union of what qualified people really held."""

from datetime import datetime, timedelta
from unittest import TestCase

from campus_safety.domain.counselling.hours import DayState, Shift, Span, judge, length, state_of, union
from campus_safety.tests.domain.table import rows


def at(clock: str) -> datetime:
	return datetime.fromisoformat(f"2026-11-27 {clock}")


def span(start: str, end: str) -> Span:
	return Span(at(start), at(end))


def held(start: str, end: str, **values) -> Shift:
	return Shift(span(start, end), at(start), at(end), **values)


EVENING = at("22:00")


class TestUnion(TestCase):
	@rows(
		(
			((), 0),
			((("08:00", "12:00"),), 4),
			((("08:00", "12:00"), ("13:00", "17:00")), 8),
			((("08:00", "12:00"), ("08:00", "12:00")), 4),  # two people at the same hour are one hour
			((("08:00", "12:00"), ("10:00", "14:00")), 6),
			((("08:00", "17:00"), ("10:00", "11:00")), 9),
			((("10:00", "11:00"), ("08:00", "10:00")), 3),
		)
	)
	def test_length(self, spans, hours) -> None:
		self.assertEqual(length(span(*each) for each in spans), timedelta(hours=hours))

	def test_what_touches_is_one(self) -> None:
		self.assertEqual(union([span("10:00", "11:00"), span("08:00", "10:00")]), [span("08:00", "11:00")])


class TestJudge(TestCase):
	def test_eight_hours_held_are_enough_and_a_minute_less_is_not(self) -> None:
		self.assertFalse(judge([held("08:00", "12:00"), held("13:00", "17:00")], EVENING).falls_short)
		self.assertTrue(judge([held("08:00", "12:00"), held("13:00", "16:59")], EVENING).falls_short)

	def test_a_shift_nobody_began_was_not_open(self) -> None:
		found = judge([Shift(span("08:00", "17:00"))], EVENING)
		self.assertEqual((found.planned, found.open), (timedelta(hours=9), timedelta()))
		self.assertTrue(found.falls_short)

	def test_who_is_not_qualified_does_not_count(self) -> None:
		self.assertTrue(judge([held("08:00", "17:00", counts=False)], EVENING).falls_short)

	def test_short_is_known_as_soon_as_it_cannot_become_enough(self) -> None:
		planned = [Shift(span("08:00", "12:00")), Shift(span("13:00", "17:00"))]
		for clock, short in (("07:00", False), ("08:00", False), ("08:01", True)):
			self.assertEqual(judge(planned, at(clock)).falls_short, short, clock)
		begun = [Shift(span("08:00", "12:00"), at("08:00")), planned[1]]
		self.assertFalse(judge(begun, at("11:00")).falls_short)
		ill = [Shift(span("08:00", "12:00"), cancelled=True), planned[1]]
		self.assertTrue(judge(ill, at("07:00")).falls_short)

	def test_one_that_nobody_ended_counts_to_its_planned_end(self) -> None:
		running = Shift(span("08:00", "16:00"), at("08:00"))
		self.assertEqual(judge([running], at("10:00")).open, timedelta(hours=2))
		self.assertEqual(judge([running], EVENING).open, timedelta(hours=8))

	def test_longer_than_planned_counts_as_it_was(self) -> None:
		self.assertEqual(
			judge([Shift(span("08:00", "12:00"), at("07:30"), at("12:30"))], EVENING).open,
			timedelta(hours=5),
		)

	def test_one_that_was_broken_off_was_open_until_then(self) -> None:
		broken = Shift(span("08:00", "17:00"), at("08:00"), at("10:00"), cancelled=True)
		self.assertEqual(judge([broken], EVENING).open, timedelta(hours=2))
		self.assertEqual(judge([broken], EVENING).planned, timedelta())

	def test_an_end_before_its_beginning_is_nothing(self) -> None:
		self.assertEqual(
			judge([Shift(span("08:00", "17:00"), at("10:00"), at("09:00"))], EVENING).open, timedelta()
		)


class TestDay(TestCase):
	"""Only a day that is over, and had shifts, was too short."""

	@rows(
		(
			(True, [held("08:00", "16:00")], False, DayState.KEPT),
			(True, [held("08:00", "15:00")], False, DayState.NOT_OVER),
			(True, [held("08:00", "15:00")], True, DayState.SHORT),
			(True, [Shift(span("08:00", "17:00"))], True, DayState.SHORT),  # planned, and nobody came
			(True, [], True, DayState.NOT_PLANNED),
			(True, [], False, DayState.NOT_PLANNED),
			(True, [Shift(span("08:00", "17:00"), cancelled=True)], True, DayState.NOT_PLANNED),
			(False, [held("08:00", "10:00")], True, DayState.NOT_OWED),
			(False, [held("08:00", "16:00")], True, DayState.KEPT),
		)
	)
	def test_state(self, is_owed, shifts, is_over, state) -> None:
		self.assertEqual(state_of(is_owed, judge(shifts, EVENING), is_over), state)
