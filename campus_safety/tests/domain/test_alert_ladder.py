"""How an alert climbs, against a slow reference that walks minute by minute; quiet hours, weights and shifts."""

from datetime import datetime, time, timedelta
from unittest import TestCase

from hypothesis import given
from hypothesis import strategies as st

from campus_safety.domain.alerts.ladder import Climb, due_at, next_at, to_tell
from campus_safety.domain.message_weight import Weight, carries
from campus_safety.domain.people.shifts import DAY, NIGHT, Shift, shift_at
from campus_safety.domain.quiet_hours import not_before

START = datetime(2026, 12, 31, 23, 58)
CLIMBS = st.builds(
	Climb.of,
	st.lists(st.integers(0, 30), max_size=4),
	st.integers(0, 12),
	st.integers(0, 20),
)


def minute_by_minute(climb: Climb, until: int) -> list[tuple[int, int]]:
	"""(minute, step) of everything that is told when the job runs every minute."""
	told = []
	for minute in range(until + 1):
		for number, due in enumerate(climb.steps):
			if due == minute:
				told.append((minute, number))
		last = climb.steps[-1] if climb.steps else 0
		if climb.steps and climb.repeat_minutes and minute > last:
			if (minute - last) % climb.repeat_minutes == 0:
				told.append((minute, len(climb.steps) - 1 + (minute - last) // climb.repeat_minutes))
	return told


class TestLadder(TestCase):
	@given(CLIMBS)
	def test_every_minute_tells_what_the_reference_tells(self, climb: Climb) -> None:
		reached, told = 0, []
		for minute in range(61):
			for number in to_tell(climb, START, reached, START + timedelta(minutes=minute)):
				told.append((minute, number))
				reached = number + 1
		self.assertEqual(told, minute_by_minute(climb, 60))

	@given(CLIMBS, st.lists(st.integers(0, 200), max_size=6).map(sorted))
	def test_a_standstill_loses_no_step_and_floods_nobody(self, climb: Climb, runs: list[int]) -> None:
		reached, told = 0, []
		for minute in runs:
			numbers = to_tell(climb, START, reached, START + timedelta(minutes=minute))
			self.assertLessEqual(len([n for n in numbers if n >= len(climb.steps)]), 1)
			told += numbers
			reached = numbers[-1] + 1 if numbers else reached
		self.assertEqual(told, sorted(set(told)), "in order, none twice")
		if runs:
			owed = [n for n, due in enumerate(climb.steps) if due <= runs[-1]]
			self.assertEqual([n for n in told if n < len(climb.steps)], owed)

	@given(CLIMBS, st.integers(0, 200))
	def test_next_is_when_something_is_due(self, climb: Climb, minute: int) -> None:
		now = START + timedelta(minutes=minute)
		numbers = to_tell(climb, START, 0, now)
		reached = numbers[-1] + 1 if numbers else 0
		following = next_at(climb, START, reached)
		if following is None:
			self.assertFalse(climb.repeat_minutes and climb.steps)
			return
		self.assertEqual(following, due_at(climb, START, reached))
		self.assertTrue(to_tell(climb, START, reached, following))
		self.assertFalse(to_tell(climb, START, reached, following - timedelta(seconds=1)))

	def test_taken_waits_for_a_word(self) -> None:
		word = START + timedelta(minutes=7)
		self.assertEqual(next_at(Climb.of([0, 5], 0, 60), START, 1, word), word + timedelta(minutes=60))
		self.assertIsNone(next_at(Climb.of([0, 5], 10, 0), START, 1, word))


class TestQuietHours(TestCase):
	BEGIN, END = time(22, 30), time(6, 30)

	def test_over_midnight(self) -> None:
		for moment, expected in (
			("2026-12-31 22:29:59", "2026-12-31 22:29:59"),
			("2026-12-31 22:30:00", "2027-01-01 06:30:00"),
			("2027-01-01 00:00:00", "2027-01-01 06:30:00"),
			("2027-01-01 06:29:59", "2027-01-01 06:30:00"),
			("2027-01-01 06:30:00", "2027-01-01 06:30:00"),
		):
			with self.subTest(moment):
				found = not_before(datetime.fromisoformat(moment), self.BEGIN, self.END)
				self.assertEqual(found, datetime.fromisoformat(expected))

	def test_within_a_day_and_none(self) -> None:
		noon = datetime(2027, 1, 1, 12, 30)
		self.assertEqual(not_before(noon, time(12), time(14)), datetime(2027, 1, 1, 14))
		self.assertEqual(not_before(noon, time(14), time(14)), noon)
		self.assertEqual(not_before(noon, None, time(14)), noon)

	@given(st.datetimes(datetime(2026, 1, 1), datetime(2028, 12, 31)), st.times(), st.times())
	def test_it_never_goes_back_and_never_ends_inside(self, now, begin, end) -> None:
		leaves = not_before(now, begin, end)
		self.assertGreaterEqual(leaves, now)
		self.assertLessEqual(leaves - now, timedelta(days=1))
		self.assertEqual(not_before(leaves, begin, end), leaves)


class TestWeights(TestCase):
	def test_what_a_channel_carries(self) -> None:
		carried = {
			"Everything": {"Urgent", "Personal", "Digest"},
			"Urgent": {"Urgent"},
			"Personal and Urgent": {"Urgent", "Personal"},
			"Digests": {"Digest"},
			None: {"Urgent", "Personal", "Digest"},
		}
		for option, expected in carried.items():
			self.assertEqual({weight.value for weight in Weight if carries(option, weight)}, expected)


class TestShifts(TestCase):
	def test_a_night_belongs_to_the_day_on_which_it_begins(self) -> None:
		eve, day = datetime(2026, 12, 31).date(), datetime(2027, 1, 1).date()
		for moment, expected in (
			("2026-12-31 07:59", Shift(datetime(2026, 12, 30).date(), NIGHT)),
			("2026-12-31 08:00", Shift(eve, DAY)),
			("2026-12-31 18:00", Shift(eve, NIGHT)),
			("2027-01-01 00:00", Shift(eve, NIGHT)),
			("2027-01-01 08:00", Shift(day, DAY)),
		):
			self.assertEqual(shift_at(datetime.fromisoformat(moment), time(8), time(18)), expected)
