"""The ladder on minutes: silence never stops it."""

from datetime import datetime, timedelta
from unittest import TestCase

from hypothesis import given
from hypothesis import strategies as st

from campus_safety.domain.presence.absence_ladder import (
	Course,
	Step,
	has_lapsed,
	ladder,
	next_at,
	reached_by,
	start,
)
from campus_safety.tests.domain.table import rows

ROLL = datetime(2026, 11, 25, 22, 30)
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
			("Roll Call", 75, 0),  # marked an hour late: the student has been away since the roll call
			("Roll Call", 0, 0),
			("Leave Overdue", 75, 75),
			("No Trace", -600, -600),
		)
	)
	def test_where_it_starts(self, source: str, detected: int, expected: int) -> None:
		self.assertEqual(start(source, at(detected), ROLL), at(expected))

	@rows(
		(
			("the next step", Course(ROLL, reached=1), at(60)),
			("nothing left", Course(ROLL, reached=4), None),
			("located", Course(ROLL, is_open=False), None),
			("a red-level student", Course(ROLL, is_urgent=True), ROLL),
			("taken: when silence lapses", Course(ROLL, reached=1, taken=True, last_word=at(40)), at(100)),
		)
	)
	def test_next(self, _what: str, course: Course, expected: datetime | None) -> None:
		self.assertEqual(next_at(STEPS, course, 60), expected)

	@rows(((99, 60, False), (100, 60, True), (5000, 0, False)))
	def test_a_taker_who_falls_asleep(self, minutes: int, silence: int, lapsed: bool) -> None:
		course = Course(ROLL, taken=True, last_word=at(40))
		self.assertEqual(has_lapsed(course, at(minutes), silence), lapsed)

	@given(st.lists(st.integers(0, 300), min_size=1, max_size=6), st.lists(st.integers(0, 400), max_size=20))
	def test_silence_never_stops_it(self, minutes: list[int], runs: list[int]) -> None:
		"""However often the job ran and however late: after the last step's minute everybody has been told."""
		steps, reached = ladder(Step(each, "Counsellor") for each in minutes), 0
		for run in [*sorted(runs), 301]:
			reached = reached_by(steps, Course(ROLL, reached=reached), at(run))
			self.assertGreaterEqual(reached, len([each for each in minutes if each <= run]))
		self.assertEqual(reached, len(minutes))
		self.assertIsNone(next_at(steps, Course(ROLL, reached=reached), 60))
