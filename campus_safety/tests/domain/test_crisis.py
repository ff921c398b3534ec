"""Crisis rules: levels, due times, whom to call next, gaps in the watch; against slow references where there are many cases."""

import itertools
import unittest
from datetime import date, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from campus_safety.domain.crisis import clock, guardians, levels, watch, way_back
from campus_safety.domain.crisis.clock import Facts, Template
from campus_safety.domain.crisis.guardians import AUTHORITY, COURIER, GUARDIAN, KIN, Next, Try
from campus_safety.domain.crisis.levels import DIAGNOSED, GENERAL, SEVERE, SEVERE_DISORDER, NoDiagnosis

TEN = datetime(2026, 12, 9, 10, 0)
MOMENTS = st.datetimes(datetime(2026, 1, 1), datetime(2028, 12, 31))


class TestLevels(unittest.TestCase):
	def test_lower(self) -> None:
		for wanted, standing in itertools.product(levels.LEVELS, repeat=2):
			expected = "GSD".index(wanted[0]) < "GSD".index(standing[0])
			self.assertEqual(levels.is_lower(wanted, standing), expected, (wanted, standing))

	def test_a_stable_student_under_treatment_is_not_diagnosed(self) -> None:
		for kind, proof, danger, expected in (
			(None, True, True, NoDiagnosis.KIND),
			("Other", False, True, NoDiagnosis.PROOF),
			("Other", True, False, NoDiagnosis.STABLE),
			("Other", True, True, None),
			(SEVERE_DISORDER, True, False, None),
			(SEVERE_DISORDER, False, False, NoDiagnosis.PROOF),
		):
			self.assertIs(levels.why_not_diagnosed(kind, proof, danger), expected, (kind, proof, danger))

	def test_watched_only_with_a_severe_disorder_and_danger(self) -> None:
		for level, kind, danger in itertools.product(
			levels.LEVELS, (None, "Other", SEVERE_DISORDER), (False, True)
		):
			expected = (level, kind, danger) == (DIAGNOSED, SEVERE_DISORDER, True)
			self.assertEqual(levels.is_watched(level, kind, danger), expected)

	def test_danger_calls_whatever_the_level(self) -> None:
		self.assertTrue(levels.calls_at_once(GENERAL, True))
		self.assertFalse(levels.calls_at_once(GENERAL, False))
		self.assertTrue(levels.calls_at_once(SEVERE, False))


class TestClock(unittest.TestCase):
	def test_first_due(self) -> None:
		hour = Template("通知家长", DIAGNOSED, minutes=60)
		today = Template("家长到校", SEVERE, same_day=True)
		for template, start, expected in (
			(hour, TEN, datetime(2026, 12, 9, 11, 0)),
			(hour, datetime(2026, 12, 31, 23, 50, 59), datetime(2027, 1, 1, 0, 50)),
			(today, TEN, datetime(2026, 12, 10)),
			(today, datetime(2026, 12, 9, 23, 40), datetime(2026, 12, 10, 1, 40)),
			(today, datetime(2028, 2, 29, 0, 5), datetime(2028, 3, 1)),
			(Template("列入名单", GENERAL), TEN, TEN),
		):
			self.assertEqual(clock.first_due(template, start), expected, (template.name, start))

	@given(MOMENTS, st.integers(1, 30), st.timedeltas(timedelta(0), timedelta(days=400)))
	def test_what_repeats_keeps_its_rhythm(self, due: datetime, days: int, late: timedelta) -> None:
		following, slow = clock.next_due(due, days, due + late), due
		while slow <= due + late:
			slow += timedelta(days=days)
		self.assertEqual(following, slow)

	def test_done_early_it_is_the_next_time_all_the_same(self) -> None:
		due = TEN + timedelta(days=1)
		self.assertEqual(clock.next_due(due, 1, TEN), due + timedelta(days=1))
		self.assertIsNone(clock.next_due(due, 0, TEN))

	@given(MOMENTS, st.timedeltas(timedelta(0), timedelta(days=60)))
	def test_a_reminder_comes_between_start_and_due(self, start: datetime, length: timedelta) -> None:
		due = start + length
		at = clock.remind_at(due, start)
		self.assertTrue(start <= at <= due)
		self.assertLessEqual(due - at, timedelta(days=1))

	def test_only_what_is_not_there_yet_is_added(self) -> None:
		templates = [
			Template("甲", SEVERE),
			Template("乙", SEVERE, applies_when=clock.MINOR),
			Template("丙", DIAGNOSED, applies_when=clock.WATCHED),
			Template("丁", DIAGNOSED),
		]
		for facts, present, expected in (
			(Facts(SEVERE), (), ["甲"]),
			(Facts(SEVERE, minor=True), ("甲",), ["乙"]),
			(Facts(DIAGNOSED, SEVERE_DISORDER, True), (), ["丙", "丁"]),
			(Facts(DIAGNOSED, SEVERE_DISORDER, False), (), ["丁"]),
			(Facts(GENERAL), (), []),
		):
			added = [each.name for each in clock.to_add(templates, facts, present)]
			self.assertEqual(added, expected, facts)


class TestGuardians(unittest.TestCase):
	NUMBERS = ("13800000001", "138 0000 0002")

	def test_the_ladder(self) -> None:
		first = Try(GUARDIAN, "138-0000-0001", "No Answer")
		second = Try(GUARDIAN, "13800000002", "Wrong Number")
		for tries, expected in (
			([], Next(GUARDIAN, self.NUMBERS)),
			([first], Next(GUARDIAN, self.NUMBERS[1:])),
			([first, second], Next(KIN)),
			([first, second, Try(KIN, "1", "No Answer")], Next(AUTHORITY)),
			([first, second, Try(KIN, "1", "Reached")], None),
			([first, second, Try(KIN, "1", "Refused"), Try(AUTHORITY, "110", "Reached")], Next(COURIER)),
			([Try(AUTHORITY, "110", "Reached")], Next(GUARDIAN, self.NUMBERS)),
		):
			self.assertEqual(guardians.get_next(tries, self.NUMBERS), expected, tries)

	def test_without_any_number_kin_are_called(self) -> None:
		self.assertEqual(guardians.get_next([], ()), Next(KIN))

	def test_never_more_than_three_numbers(self) -> None:
		found = guardians.get_next([], [str(number) for number in range(13800000000, 13800000005)])
		self.assertEqual(len(found.numbers), 3)

	@given(st.lists(st.sampled_from([Try(rung, rung, "No Answer") for rung in guardians.RUNGS]), max_size=12))
	def test_silence_never_ends_it(self, tries: list[Try]) -> None:
		self.assertIsNotNone(guardians.get_next(tries, self.NUMBERS))


class TestWatch(unittest.TestCase):
	@given(
		st.lists(st.tuples(st.integers(0, 60), st.integers(1, 30)), max_size=8),
		st.integers(0, 30),
		st.integers(1, 40),
	)
	def test_gaps_hour_by_hour(self, spans: list, start: int, length: int) -> None:
		def at(hour: int) -> datetime:
			return TEN + timedelta(hours=hour)

		shifts = [watch.Shift(at(begin), at(begin + hours)) for begin, hours in spans]
		end = start + length
		covered = {hour for begin, hours in spans for hour in range(begin, begin + hours)}
		gaps = watch.find_gaps(shifts, at(start), at(end))
		in_gaps = {hour for hour in range(start, end) if any(gap.start <= at(hour) < gap.end for gap in gaps)}
		self.assertEqual(in_gaps, set(range(start, end)) - covered)
		self.assertTrue(all(one.end < other.start for one, other in itertools.pairwise(gaps)))


class TestWayBack(unittest.TestCase):
	DAY = date(2026, 9, 1)

	@given(st.lists(st.integers(0, 400), max_size=20), st.integers(1, 60), st.integers(0, 400))
	def test_contacts_against_a_slow_reference(self, reached: list[int], every: int, length: int) -> None:
		end = self.DAY + timedelta(days=length)
		days = [self.DAY + timedelta(days=each) for each in reached]
		stretches = [range(k * every, (k + 1) * every) for k in range(length // every)]
		kept = sum(1 for stretch in stretches if any(each in stretch for each in reached))
		found = way_back.count_contacts(self.DAY, end, days, every)
		self.assertEqual(found, (len(stretches), kept))
		self.assertEqual(
			way_back.next_contact_due(self.DAY, days, every),
			self.DAY + timedelta(days=max([0, *reached]) + every),
		)

	def test_outcome(self) -> None:
		back, not_yet = way_back.RETURN, way_back.NOT_YET
		for opinions, expected in (
			([], None),
			([None, None, None], None),
			([back, None, None], None),
			([back, back, None], back),
			([back, back, None, None], None),
			([back, back, not_yet, not_yet], not_yet),
			([not_yet, not_yet, None], not_yet),
			([back, not_yet, None], None),
		):
			self.assertEqual(way_back.outcome(opinions), expected, opinions)

	def test_no_cure_is_demanded(self) -> None:
		for text in ("治愈证明", "须完全康复", "彻底康复后", "fully recovered", "must be cured"):
			self.assertTrue(way_back.demands_cure(text), text)
		for text in (
			"",
			None,
			"可以学习的证明",
			"不要求治愈",
			"无需治愈证明",
			"康复治疗继续",
			"secured a place",
		):
			self.assertFalse(way_back.demands_cure(text), text)
