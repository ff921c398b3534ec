"""Parent contact: when it counts, and after how many days without an answer the number is verified."""

from datetime import date
from unittest import TestCase

from campus_safety.domain.care.parent_contact import counts, days_without_answer


def on(day: int) -> date:
	return date(2026, 11, day)


class TestCounts(TestCase):
	def test_only_reached_by_the_school_with_both_texts(self) -> None:
		for result, by, feedback, info, expected in (
			("Reached", "School", "本月出勤正常", "在家按时作息", True),
			("Reached", "Parent", "本月出勤正常", "在家按时作息", False),
			("Reached", "School", "", "在家按时作息", False),
			("Reached", "School", "本月出勤正常", "  ", False),
			("No Answer", "School", "本月出勤正常", "在家按时作息", False),
			("Wrong Number", "School", "x", "y", False),
			("Refused", "School", "x", "y", False),
			(None, None, "", "", False),
		):
			self.assertIs(counts(result, by, feedback, info), expected, f"{result}, {by}, {feedback}, {info}")


class TestDaysWithoutAnswer(TestCase):
	def test_days_not_calls(self) -> None:
		self.assertEqual(
			days_without_answer([(on(1), "No Answer"), (on(1), "No Answer"), (on(2), "No Answer")]), 2
		)

	def test_reaching_them_begins_anew(self) -> None:
		history = [(on(1), "No Answer"), (on(2), "No Answer"), (on(3), "Reached"), (on(4), "No Answer")]
		self.assertEqual(days_without_answer(history), 1)

	def test_reached_on_the_same_day_is_reached(self) -> None:
		self.assertEqual(days_without_answer([(on(3), "No Answer"), (on(3), "Reached")]), 0)

	def test_a_task_given_before_begins_anew(self) -> None:
		history = [(on(day), "No Answer") for day in (1, 2, 3, 5)]
		self.assertEqual(days_without_answer(history, since=on(3)), 1)

	def test_other_results_are_not_silence(self) -> None:
		self.assertEqual(days_without_answer([(on(1), "Refused"), (on(2), "Wrong Number")]), 0)
		self.assertEqual(days_without_answer([]), 0)
