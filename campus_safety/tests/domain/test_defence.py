"""Rules of patrols and guards' equipment."""

from datetime import date, datetime, time, timedelta
from unittest import TestCase

from campus_safety.domain.defence import equipment, patrol
from campus_safety.domain.defence.equipment import Line

DAY = date(2026, 11, 27)


def at(text: str) -> datetime:
	return datetime.fromisoformat(f"2026-11-{text}")


class TestPatrol(TestCase):
	def test_a_night_ends_on_the_next_day(self) -> None:
		self.assertEqual(patrol.window(DAY, time(22), time(5)), (at("27 22:00"), at("28 05:00")))
		self.assertEqual(patrol.window(DAY, time(7), time(8)), (at("27 07:00"), at("27 08:00")))

	def test_it_calls_within_its_time(self) -> None:
		begins, ends = at("27 07:00"), at("27 08:00")
		for percent, minute in ((0, 0), (30, 18), (100, 54)):
			self.assertEqual(patrol.call_at(begins, ends, percent), begins + timedelta(minutes=minute))

	def test_on_post_before(self) -> None:
		self.assertTrue(patrol.is_in_time(at("27 06:50"), at("27 07:00"), 10))
		self.assertFalse(patrol.is_in_time(at("27 06:51"), at("27 07:00"), 10))

	def test_faster_than_one_walks(self) -> None:
		self.assertTrue(patrol.is_too_fast(at("27 07:01"), at("27 07:00"), 2))
		self.assertFalse(patrol.is_too_fast(at("27 07:02"), at("27 07:00"), 2))
		self.assertFalse(patrol.is_too_fast(at("27 07:00"), None, 2), "the first point")

	def test_the_lot_is_the_same_for_whoever_asks_again_and_fair(self) -> None:
		drawn = [patrol.asks_question(DAY, "PL-1", f"point {number}", 5) for number in range(1000)]
		self.assertEqual(
			drawn, [patrol.asks_question(DAY, "PL-1", f"point {number}", 5) for number in range(1000)]
		)
		self.assertTrue(150 < sum(drawn) < 250, sum(drawn))
		self.assertFalse(patrol.asks_question(DAY, "PL-1", "point", 0))

	def test_answers(self) -> None:
		self.assertTrue(patrol.is_answered(" a 12 ", "A12"))
		self.assertFalse(patrol.is_answered("", "A12"))


class TestEquipment(TestCase):
	def test_what_is_missing(self) -> None:
		lines = [
			Line(2, 2, "Good", None),
			Line(2, 5, "Good", None),  # more of one makes up for none of another
			Line(1, 1, "Damaged", None),
			Line(1, 0, "Good", None),
			Line(3, 3, "Good", DAY - timedelta(days=1)),
			Line(1, 1, "Good", DAY),
		]
		self.assertEqual(equipment.shortfall(lines, DAY), 5)

	def test_next_expiry_is_of_what_is_there(self) -> None:
		lines = [Line(1, 0, "Good", DAY), Line(1, 1, "Good", date(2027, 1, 1)), Line(1, 1, "Good", None)]
		self.assertEqual(equipment.next_expiry(lines), date(2027, 1, 1))
		self.assertIsNone(equipment.next_expiry([]))
