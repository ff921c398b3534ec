"""Late entries 补录, as a table: what was claimed, when it was written, how it is judged."""

from datetime import date, datetime
from unittest import TestCase

from campus_safety.domain.entry_time import Entry, judge

NOW = datetime(2026, 11, 25, 23, 40)

TABLE = (
	(datetime(2026, 11, 25, 23, 40), Entry.IN_TIME, "this very moment"),
	(datetime(2026, 11, 25, 23, 44), Entry.IN_TIME, "a clock four minutes fast"),
	(datetime(2026, 11, 25, 23, 46), Entry.FUTURE, "six minutes ahead"),
	(date(2026, 11, 25), Entry.IN_TIME, "today, without an hour"),
	(date(2026, 11, 26), Entry.FUTURE, "tomorrow"),
	(datetime(2026, 11, 22, 23, 40), Entry.IN_TIME, "72 hours to the minute"),
	(datetime(2026, 11, 22, 23, 39), Entry.LATE, "a minute more"),
	(date(2026, 11, 22), Entry.IN_TIME, "a day counts to its end"),
	(date(2026, 11, 21), Entry.LATE, "the day before"),
	(datetime(2026, 11, 18, 23, 40), Entry.LATE, "seven days to the minute"),
	(datetime(2026, 11, 18, 23, 39), Entry.NEEDS_LEAD, "past the seventh day"),
	(date(2026, 11, 17), Entry.NEEDS_LEAD, "the ninth day back"),
)


class TestEntryTime(TestCase):
	def test_table(self) -> None:
		for claimed, expected, why in TABLE:
			with self.subTest(why):
				self.assertIs(judge(claimed, NOW, late_hours=72, lead_days=7), expected)

	def test_the_school_sets_the_numbers(self) -> None:
		claimed = datetime(2026, 11, 24, 12, 0)
		self.assertIs(judge(claimed, NOW, late_hours=24, lead_days=7), Entry.LATE)
		self.assertIs(judge(claimed, NOW, late_hours=24, lead_days=1), Entry.NEEDS_LEAD)
