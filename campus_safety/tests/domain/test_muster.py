"""A muster as values: red, totals, minutes, the digest that a finished drill seals."""

from datetime import datetime, timedelta
from unittest import TestCase

from hypothesis import given
from hypothesis import strategies as st

from campus_safety.domain.incidents.muster import Totals, digest, is_red, may_surprise, minutes_between

BEGAN = datetime(2026, 11, 27, 22, 40)


class TestMuster(TestCase):
	def test_red_from_the_minute_on(self) -> None:
		self.assertFalse(is_red(BEGAN, BEGAN + timedelta(minutes=9, seconds=59), 10))
		self.assertTrue(is_red(BEGAN, BEGAN + timedelta(minutes=10), 10))

	def test_begun_minutes(self) -> None:
		self.assertEqual(minutes_between(BEGAN, BEGAN + timedelta(seconds=61)), 2)
		self.assertEqual(minutes_between(BEGAN, BEGAN - timedelta(seconds=1)), 0)

	def test_violence_is_no_surprise(self) -> None:
		self.assertFalse(may_surprise("Violence"))
		self.assertTrue(may_surprise("Fire"))

	@given(*[st.integers(0, 999)] * 4)
	def test_it_adds_up(self, expected, present, excused, missing) -> None:
		found = Totals.of({"Expected": expected, "Present": present, "Excused": excused, "Missing": missing})
		self.assertEqual(found.expected, found.present + found.waiting)
		self.assertEqual(found.excused, excused)

	def test_the_digest_knows_every_mark_and_no_order(self) -> None:
		marks = [("a", "Present", "1"), ("b", "Missing", "")]
		self.assertEqual(digest(marks), digest(reversed(marks)))
		self.assertNotEqual(digest(marks), digest([("a", "Present", "1"), ("b", "Present", "")]))
