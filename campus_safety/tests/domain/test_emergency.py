"""Clocks of an emergency incident: from when, until when, how late; over the end of a year, in any order of what happens."""

from datetime import datetime, timedelta
from unittest import TestCase

from hypothesis import given, settings
from hypothesis import strategies as st

from campus_safety.domain.incidents.emergency import (
	EVERY,
	GUARDIANS,
	Clock,
	Facts,
	Line,
	done_at,
	due_at,
	is_needed,
	is_raise,
	late_minutes,
	to_add,
)

KNOWN = datetime(2026, 12, 31, 23, 58, 31)
CALL = Clock("call", EVERY, "Known", 15, 0, "Told")
DAILY = Clock("daily", EVERY, "Known", 1440, 1440, "Follow-up Report")
LAST = Clock("last", EVERY, "Ended", 1440, 0, "Final Report")
HIGH = Clock("high", "Major", "Known", 30, 0, "Told")
HOME = Clock("home", EVERY, "Known", 30, 0, GUARDIANS)
ALL = (CALL, DAILY, LAST, HIGH, HOME)


def line(clock: Clock, at: datetime, done: datetime | None = None) -> Line:
	return Line(clock.name, clock.grade, clock.starts_with, clock.ends_with, at, done, clock.repeat)


class TestClocks(TestCase):
	def names(self, facts: Facts, lines=()) -> dict[str, datetime]:
		return {start.clock.name: start.due for start in to_add(ALL, facts, lines)}

	def test_to_the_minute_over_the_end_of_a_year(self) -> None:
		self.assertEqual(due_at(15, KNOWN), datetime(2027, 1, 1, 0, 13))
		self.assertEqual(self.names(Facts("General", KNOWN))["call"], datetime(2027, 1, 1, 0, 13))

	def test_late_is_computed_in_whole_minutes(self) -> None:
		due = datetime(2027, 1, 1, 0, 13)
		self.assertEqual(late_minutes(due, datetime(2027, 1, 1, 0, 13, 59)), 0)
		self.assertEqual(late_minutes(due, datetime(2027, 1, 1, 0, 14)), 1)
		self.assertEqual(late_minutes(due, KNOWN), 0)

	def test_a_grade_that_is_raised_starts_its_clocks_then(self) -> None:
		raised = KNOWN + timedelta(hours=3)
		facts = Facts("Major", KNOWN, graded_at=raised)
		self.assertEqual(self.names(facts, [line(CALL, KNOWN)])["high"], due_at(30, raised))
		self.assertEqual(self.names(Facts("Major", KNOWN))["high"], due_at(30, KNOWN))
		self.assertFalse(is_needed(line(HIGH, raised), Facts("General", KNOWN)))

	def test_families_from_when_somebody_is_named(self) -> None:
		self.assertNotIn("home", self.names(Facts("General", KNOWN)))
		later = KNOWN + timedelta(minutes=50)
		self.assertEqual(self.names(Facts("General", KNOWN, family_since=later))["home"], due_at(30, later))

	def test_a_follow_up_comes_again_until_the_end(self) -> None:
		written = KNOWN + timedelta(hours=5)
		done = line(DAILY, KNOWN, written)
		self.assertEqual(self.names(Facts("General", KNOWN), [done])["daily"], due_at(1440, written))
		over = Facts("General", KNOWN, ended_at=written)
		self.assertNotIn("daily", self.names(over, [done]))
		self.assertFalse(is_needed(line(DAILY, KNOWN), over))
		self.assertEqual(self.names(over)["last"], due_at(1440, written))

	def test_a_report_stops_only_what_began_before_it(self) -> None:
		written = KNOWN + timedelta(hours=5)
		facts = Facts("General", KNOWN, reports=(("Follow-up", written),))
		self.assertEqual(done_at(line(DAILY, KNOWN), facts), written)
		self.assertIsNone(done_at(line(DAILY, written + timedelta(minutes=1)), facts))
		self.assertIsNone(done_at(line(CALL, KNOWN), facts))

	def test_a_false_alarm_needs_nothing(self) -> None:
		off = Facts("Major", KNOWN, ended_at=KNOWN, off=True)
		self.assertEqual(self.names(off), {})
		self.assertFalse(any(is_needed(line(clock, KNOWN), off) for clock in ALL))

	def test_raising(self) -> None:
		self.assertTrue(is_raise("General", "Major"))
		self.assertFalse(is_raise("Major", "Major"))


class TestAnyOrder(TestCase):
	@settings(deadline=None)
	@given(
		st.lists(
			st.tuples(st.sampled_from(("grade", "report", "person", "end")), st.integers(0, 4000)),
			max_size=8,
		)
	)
	def test_no_clock_twice_at_once_and_none_before_it_was_known(self, events) -> None:
		lines: list[Line] = []
		facts = {"grade": "General", "known_at": KNOWN, "reports": ()}
		for what, minutes in sorted(events, key=lambda event: event[1]):
			at = KNOWN + timedelta(minutes=minutes)
			if what == "grade":
				facts |= {"grade": "Major", "graded_at": facts.get("graded_at") or at}
			elif what == "report":
				facts |= {"reports": (*facts["reports"], ("Follow-up", at))}
			elif what == "person":
				facts |= {"family_since": facts.get("family_since") or at}
			else:
				facts |= {"ended_at": facts.get("ended_at") or at}
			state = Facts(**facts)
			lines = [
				each if each.done_at else line(_clock(each), each.starts_at, done_at(each, state))
				for each in lines
			]
			for start in to_add(ALL, state, lines):
				self.assertGreaterEqual(start.due, due_at(0, KNOWN))
				lines.append(line(start.clock, start.at))
			open_ones = [each.clock for each in lines if not each.done_at]
			self.assertEqual(len(open_ones), len(set(open_ones)))
			self.assertEqual(to_add(ALL, state, lines), [], "asked again it adds nothing")


def _clock(found: Line) -> Clock:
	return next(clock for clock in ALL if clock.name == found.clock)
