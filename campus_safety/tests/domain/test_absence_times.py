from datetime import datetime, timedelta
from unittest import TestCase

from campus_safety.domain.presence.absence_times import CaseTimes, speed_of
from campus_safety.tests.domain.table import rows

FOUND = datetime(2026, 11, 20, 22, 40)
NOW = FOUND + timedelta(days=3)


def after(**length) -> datetime:
	return FOUND + timedelta(**length)


class TestCaseTimes(TestCase):
	@rows(
		(
			(None, None),
			(FOUND, 0),
			(after(minutes=12, seconds=59), 12),
			(after(hours=25), 1500),
			(after(minutes=-5), 0),  # written before it was found
		)
	)
	def test_minutes(self, moment, minutes) -> None:
		self.assertEqual(CaseTimes(FOUND).minutes_to(moment), minutes)

	@rows(
		(
			# closed, now, within a day?
			(after(hours=24), NOW, True),
			(after(hours=24, minutes=1), NOW, False),
			(None, after(hours=24), None),
			(None, after(hours=24, minutes=1), False),
		)
	)
	def test_a_day(self, closed, now, kept) -> None:
		self.assertEqual(CaseTimes(FOUND, closed=closed).closed_in_a_day(now), kept)


class TestSpeed(TestCase):
	def test_averages_and_rate(self) -> None:
		found = speed_of(
			(
				CaseTimes(FOUND, after(minutes=10), after(minutes=30), None, after(hours=2), steps=1),
				CaseTimes(FOUND, after(minutes=15), after(minutes=61), None, after(hours=30), steps=3),
				CaseTimes(FOUND),
				CaseTimes(NOW - timedelta(hours=1)),
			),
			NOW,
		)
		self.assertEqual((found.cases, found.open, found.most_steps), (4, 2, 3))
		self.assertEqual((found.minutes_to_take, found.minutes_to_locate), (12.5, 45.5))
		self.assertEqual(found.minutes_to_close, 960.0)
		self.assertEqual((found.decided, found.closed_in_a_day, found.closing_rate), (3, 1, 33.3))

	def test_nothing_happened(self) -> None:
		found = speed_of((), NOW)
		self.assertEqual((found.cases, found.minutes_to_locate, found.closing_rate), (0, None, None))
