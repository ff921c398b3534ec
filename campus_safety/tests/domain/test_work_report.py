"""The work report: late, its seal, its figures."""

from datetime import datetime
from unittest import TestCase

from campus_safety.domain.governance import work_report as w


def at(text: str) -> datetime:
	return datetime.fromisoformat(f"2026-11-{text}")


class TestWorkReport(TestCase):
	def test_both_have_to_be_there(self) -> None:
		deadline = at("26 17:30")
		for sent, paper, now, late in (
			(None, None, at("26 17:30"), False),
			(None, None, at("26 17:31"), True),
			(at("25 09:00"), None, at("27 09:00"), True),
			(at("25 09:00"), at("26 17:30"), at("30 09:00"), False),
			(at("26 17:31"), at("25 09:00"), at("30 09:00"), True),
		):
			with self.subTest(sent=sent, paper=paper, now=now):
				self.assertEqual(w.is_late(deadline, sent, paper, now), late)

	def test_the_seal_is_of_the_words(self) -> None:
		rows = [{"number": "一(一)", "done": "做了"}]
		seal = w.seal({"unit": "总务处", "overview": ""}, rows)
		self.assertEqual(
			seal, w.seal({"overview": "", "unit": "总务处"}, [{"done": "做了", "number": "一(一)"}])
		)
		self.assertNotEqual(seal, w.seal({"unit": "总务处", "overview": ""}, [{**rows[0], "done": "没做"}]))

	def test_nothing_owed_is_no_hundred(self) -> None:
		self.assertIsNone(w.Figures().rate)
		self.assertEqual(w.Figures(done=1, late=1, missed=2, tasks_done=1, tasks_owed=2).rate, 50.0)
