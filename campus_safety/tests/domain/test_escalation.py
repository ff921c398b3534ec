from datetime import date, timedelta
from unittest import TestCase

from hypothesis import given
from hypothesis import strategies as st

from campus_safety.domain.duties.escalation import Step, Urgency, ladder, step_reached, urgency
from campus_safety.domain.duties.obligation import State

DUE = date(2026, 11, 30)
STEPS = ladder([Step(7, to_role="Campus Student Affairs"), Step(3, to_role="Campus College Lead")])


class TestLadder(TestCase):
	def test_table(self) -> None:
		self.assertEqual([step.after_days for step in STEPS], [3, 7])
		for days, state, reached, taken, expected in (
			(0, State.OPEN, 0, False, 0),
			(2, State.OVERDUE, 0, False, 0),
			(3, State.OVERDUE, 0, False, 1),
			(6, State.OVERDUE, 1, False, 1),
			(7, State.OVERDUE, 1, False, 2),
			(30, State.OVERDUE, 0, False, 2),  # nobody looked for a month: both at once
			(7, State.OVERDUE, 1, True, 1),  # taken: the clock stands
			(7, State.DONE_LATE, 1, False, 1),
			(1, State.OVERDUE, 2, False, 2),  # the due date was moved: it never climbs down
		):
			with self.subTest(days=days, state=state, taken=taken):
				self.assertEqual(
					step_reached(STEPS, DUE, DUE + timedelta(days=days), state, reached, taken), expected
				)

	@given(st.lists(st.integers(0, 40), max_size=5), st.integers(0, 60))
	def test_silence_never_stops_it(self, days: list[int], length: int) -> None:
		steps = ladder(Step(each) for each in days)
		reached = 0
		for offset in range(length + 1):
			reached = step_reached(steps, DUE, DUE + timedelta(days=offset), State.OVERDUE, reached, False)
		self.assertEqual(reached, len([each for each in days if each <= length]))


class TestUrgency(TestCase):
	def test_table(self) -> None:
		today = date(2026, 11, 25)
		for state, due, expected in (
			(State.OVERDUE, date(2026, 11, 1), Urgency.OVERDUE),
			(State.OPEN, date(2026, 11, 25), Urgency.TODAY),
			(State.OPEN, date(2026, 11, 28), Urgency.SOON),
			(State.OPEN, date(2026, 11, 29), Urgency.LATER),
			(State.DONE, date(2026, 11, 1), None),
			(State.EXEMPT, date(2026, 11, 1), None),
		):
			with self.subTest(state=state, due=due):
				self.assertIs(urgency(state, due, today, 3), expected)
