"""Every so many days, as duties."""

from unittest import TestCase

from campus_safety.domain.duties.obligation import Period
from campus_safety.domain.duties.rhythm import DAYS_OF, LONGEST_DAYS, Rhythm, needed


class TestRhythm(TestCase):
	def test_the_shipped_levels(self) -> None:
		for days, period, number in (
			(1, Period.DAY, 1),
			(2, Period.WEEK, 3),
			(7, Period.WEEK, 1),
			(14, Period.MONTH, 2),
			(30, Period.MONTH, 1),
		):
			with self.subTest(days=days):
				self.assertEqual(needed(period, days), number)

	def test_each_rhythm_belongs_to_one_period(self) -> None:
		for days in range(1, LONGEST_DAYS + 1):
			self.assertEqual(sum(needed(period, days) is not None for period in Period), 1, days)

	def test_no_rhythm_owes_nothing(self) -> None:
		for days in (0, -1, LONGEST_DAYS + 1):
			self.assertEqual([needed(period, days) for period in Period], [None] * len(Period))

	def test_never_less_than_the_level_asks_for_over_a_period(self) -> None:
		for period, days in DAYS_OF.items():
			self.assertTrue(all(needed(period, day) >= 1 for day in days))

	def test_fields(self) -> None:
		self.assertEqual(
			[rhythm.field for rhythm in Rhythm],
			["contact_every_days", "talk_every_days", "dispatch_every_days"],
		)
