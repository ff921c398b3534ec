from unittest import TestCase

from campus_safety.domain.duties.coverage import Coverage
from campus_safety.domain.duties.obligation import State


class TestCoverage(TestCase):
	def test_counts(self) -> None:
		states = (
			[State.DONE] * 6 + [State.DONE_LATE] * 2 + [State.OVERDUE] * 2 + [State.OPEN] * 5 + [State.EXEMPT]
		)
		found = Coverage.of(states)
		self.assertEqual((found.due, found.owed, found.exempt), (10, 15, 1))
		self.assertEqual(found.merit(), 70.0)
		self.assertEqual(found.merit(late_credit=0), 60.0)
		self.assertEqual(found.covered, 53.33)
		self.assertEqual(found.in_time, 40.0)

	def test_nothing_due_has_no_merit(self) -> None:
		self.assertIsNone(Coverage(open=3, exempt=1).merit())
		self.assertIsNone(Coverage(exempt=1).covered)
		self.assertIsNone(Coverage(exempt=1).in_time)

	def test_adding_up(self) -> None:
		self.assertEqual(Coverage(1, 2, 3, 4, 5) + Coverage(1, 1, 1, 1, 1), Coverage(2, 3, 4, 5, 6))
