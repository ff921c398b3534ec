"""The ladder on minutes: silence never stops it."""

from datetime import datetime, timedelta
from unittest import TestCase

from hypothesis import given
from hypothesis import strategies as st

from campus_safety.domain.presence.absence_ladder import (
	Course,
	Rhythm,
	Step,
	due_at,
	has_lapsed,
	ladder,
	next_at,
	reached_by,
	reminds_at,
	repeats_at,
	resumed,
)
from campus_safety.tests.domain.table import rows

ROLL = datetime(2026, 11, 25, 22, 30)
RHYTHM = Rhythm(silence=60, repeat=30)
STEPS = ladder(
	[
		Step(60, "College Lead"),
		Step(30, "Counsellor"),
		Step(120, "Security Office"),
		Step(90, "Student Affairs"),
	]
)


def at(minutes: int) -> datetime:
	return ROLL + timedelta(minutes=minutes)


class TestLadder(TestCase):
	def test_rows_in_any_order(self) -> None:
		self.assertEqual([step.after_minutes for step in STEPS], [30, 60, 90, 120])

	@rows(
		(
			("nothing yet", Course(ROLL), 29, 0),
			("the first", Course(ROLL), 30, 1),
			("the second", Course(ROLL, reached=1), 60, 2),
			("after midnight", Course(ROLL, reached=2), 90, 3),
			("a quiet hour is caught up", Course(ROLL, reached=1), 125, 4),
			("the job stood still from the start", Course(ROLL), 1000, 4),
			("a red-level student: all at once", Course(ROLL, is_urgent=True), 0, 4),
			("taken", Course(ROLL, reached=1, taken=True), 500, 1),
			("given back: what was missed is made good", Course(ROLL, reached=1), 95, 3),
			("located", Course(ROLL, reached=1, is_open=False), 500, 1),
			("never down, when the school shortens the ladder", Course(ROLL, reached=4), 10, 4),
		)
	)
	def test_reached(self, _what: str, course: Course, minutes: int, expected: int) -> None:
		self.assertEqual(reached_by(STEPS, course, at(minutes)), expected)

	@rows(
		(
			("the first step waits its minutes after the mark", Course(at(75)), 30, 105),
			(
				"a tap may be a slip for a minute, also of a red-level student",
				Course(ROLL, is_urgent=True, tapped=True),
				30,
				1,
			),
			("a step without minutes, tapped", Course(ROLL, tapped=True), 0, 1),
			("a red-level student found otherwise: now", Course(ROLL, is_urgent=True), 120, 0),
		)
	)
	def test_when_a_step_is_due(self, _what: str, course: Course, after: int, expected: int) -> None:
		self.assertEqual(due_at(Step(after, "Counsellor"), course), at(expected))

	def test_a_late_entry_fires_no_four_steps_in_one_second(self) -> None:
		"""Written down at three in the morning: the ladder begins then."""
		self.assertEqual(reached_by(STEPS, Course(at(270), tapped=True), at(270)), 0)
		self.assertEqual(reached_by(STEPS, Course(at(270), tapped=True), at(300)), 1)

	@rows(
		(
			("not before the last step", Course(ROLL, reached=3), None),
			("half an hour after it", Course(ROLL, reached=4, told=at(120)), at(150)),
			("and after each repetition", Course(ROLL, reached=4, told=at(400)), at(430)),
			("taken", Course(ROLL, reached=4, told=at(120), taken=True), None),
			("found", Course(ROLL, reached=4, told=at(120), is_open=False), None),
			("halted", Course(ROLL, reached=4, told=at(120), halted=at(130)), None),
		)
	)
	def test_the_last_step_again(self, _what: str, course: Course, expected: datetime | None) -> None:
		self.assertEqual(repeats_at(STEPS, course, RHYTHM), expected)
		self.assertIsNone(repeats_at(STEPS, course, Rhythm(60, 0)), "a school may want it once only")

	@rows(
		(
			("a gate: asked again", Course(ROLL, halted=at(40), told=at(30)), at(70)),
			("and again", Course(ROLL, halted=at(40), told=at(70)), at(100)),
			("a leave: until it ends", Course(ROLL, halted=at(40), until=at(600)), at(600)),
			("not halted", Course(ROLL), None),
			("found", Course(ROLL, halted=at(40), is_open=False), None),
		)
	)
	def test_a_halted_search_is_asked_about(self, _what: str, course: Course, expected) -> None:
		self.assertEqual(reminds_at(course, RHYTHM), expected)
		self.assertEqual(reached_by(STEPS, course, at(29)), 0)
		if course.halted:
			self.assertEqual(reached_by(STEPS, course, at(1000)), 0, "the ladder stands still")
			self.assertEqual(next_at(STEPS, course, RHYTHM), expected)

	def test_it_goes_on_where_it_stood(self) -> None:
		self.assertEqual(resumed(ROLL, at(40), at(100)), at(60))

	@rows(
		(
			("the next step", Course(ROLL, reached=1), at(60)),
			("the last one again", Course(ROLL, reached=4), at(150)),
			("located", Course(ROLL, is_open=False), None),
			("a red-level student", Course(ROLL, is_urgent=True), ROLL),
			("taken: when silence lapses", Course(ROLL, reached=1, taken=True, last_word=at(40)), at(100)),
		)
	)
	def test_next(self, _what: str, course: Course, expected: datetime | None) -> None:
		self.assertEqual(next_at(STEPS, course, RHYTHM), expected)

	@rows(((99, 60, False), (100, 60, True), (5000, 0, False)))
	def test_a_taker_who_falls_asleep(self, minutes: int, silence: int, lapsed: bool) -> None:
		course = Course(ROLL, taken=True, last_word=at(40))
		self.assertEqual(has_lapsed(course, at(minutes), Rhythm(silence)), lapsed)

	@given(st.lists(st.integers(0, 300), min_size=1, max_size=6), st.lists(st.integers(0, 400), max_size=20))
	def test_silence_never_stops_it(self, minutes: list[int], runs: list[int]) -> None:
		"""However often the job ran and however late: after the last step's minute everybody has been told."""
		steps, reached = ladder(Step(each, "Counsellor") for each in minutes), 0
		for run in [*sorted(runs), 301]:
			reached = reached_by(steps, Course(ROLL, reached=reached), at(run))
			self.assertGreaterEqual(reached, len([each for each in minutes if each <= run]))
		self.assertEqual(reached, len(minutes))
		self.assertIsNotNone(next_at(steps, Course(ROLL, reached=reached), RHYTHM), "and then it repeats")
