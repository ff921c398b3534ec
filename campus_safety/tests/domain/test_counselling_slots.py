"""Slots of a shift: whole ones ahead, short ones on the day."""

from datetime import datetime, timedelta
from itertools import pairwise
from unittest import TestCase

from campus_safety.domain.counselling.hours import Span
from campus_safety.domain.counselling.slots import SlotRules, free, slots_of

RULES = SlotRules(minutes=50, pause=10, held=60, short=30)
DAY = datetime(2026, 11, 27)


def shift(start: int, end: int) -> Span:
	return Span(DAY + timedelta(hours=start), DAY + timedelta(hours=end))


def clocks(slots) -> list[str]:
	return [f"{slot.span.start:%H:%M}-{slot.span.end:%H:%M}{'*' * slot.short}" for slot in slots]


class TestSlots(TestCase):
	def test_the_last_hour_is_held_back_in_short_ones(self) -> None:
		self.assertEqual(
			clocks(slots_of(shift(8, 12), RULES)),
			["08:00-08:50", "09:00-09:50", "10:00-10:50", "11:00-11:30*", "11:30-12:00*"],
		)

	def test_a_short_shift_holds_nothing_back(self) -> None:
		self.assertEqual(clocks(slots_of(shift(8, 9), RULES)), ["08:00-08:50"])
		half = Span(DAY, DAY + timedelta(minutes=20))
		self.assertEqual([slot.span for slot in slots_of(half, RULES)], [half])

	def test_none_held_back_where_the_school_says_so(self) -> None:
		self.assertFalse(any(slot.short for slot in slots_of(shift(8, 12), SlotRules(50, 10, 0, 30))))

	def test_slots_never_overlap_and_lie_in_the_shift(self) -> None:
		for rules in (RULES, SlotRules(1, 0, 1, 1), SlotRules(90, 5, 120, 25)):
			for hours in range(1, 10):
				whole = shift(8, 8 + hours)
				spans = [slot.span for slot in slots_of(whole, rules)]
				self.assertTrue(spans)
				self.assertTrue(all(whole.holds(span) for span in spans))
				self.assertTrue(all(a.end <= b.start for a, b in pairwise(spans)))


class TestFree(TestCase):
	def setUp(self) -> None:
		self.slots = slots_of(shift(8, 12), RULES)

	def test_short_ones_on_their_day_only(self) -> None:
		self.assertEqual(len(free(self.slots, [], DAY - timedelta(days=1), 14)), 3)
		self.assertEqual(len(free(self.slots, [], DAY + timedelta(hours=7), 14)), 5)

	def test_what_has_begun_or_is_taken_is_not_free(self) -> None:
		self.assertEqual(
			clocks(free(self.slots, [], DAY + timedelta(hours=10), 14)), ["11:00-11:30*", "11:30-12:00*"]
		)
		taken = [Span(DAY + timedelta(hours=8, minutes=30), DAY + timedelta(hours=9, minutes=10))]
		self.assertEqual(clocks(free(self.slots, taken, DAY, 14))[0], "10:00-10:50")

	def test_not_beyond_what_the_school_lets_book(self) -> None:
		self.assertEqual(free(self.slots, [], DAY - timedelta(days=15), 14), [])
		self.assertEqual(len(free(self.slots, [], DAY - timedelta(days=14), 14)), 3)
