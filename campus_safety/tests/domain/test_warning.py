"""Early warning as pure rules: silence never raises a score, budgets, precision, what is no signal."""

from datetime import date, timedelta
from unittest import TestCase

from hypothesis import given
from hypothesis import strategies as st

from campus_safety.domain.warning.circumstances import name_circumstances
from campus_safety.domain.warning.quality import Quality, falls_short, within_budget
from campus_safety.domain.warning.score import Hit, Weighing, first_reached, score_of

DAY = date(2026, 11, 27)
WEIGHINGS = st.builds(
	Weighing,
	window_days=st.integers(1, 90),
	min_count=st.integers(1, 4),
	weight=st.floats(0.1, 5),
	half_life_days=st.integers(0, 30),
)
HITS = st.lists(
	st.builds(
		lambda signal, happened, late: Hit(signal, DAY + timedelta(happened), DAY + timedelta(min(late, 0))),
		st.sampled_from("ab"),
		st.integers(-100, 30),
		st.integers(-100, 0),
	),
	max_size=12,
)


class TestScore(TestCase):
	@given(HITS, WEIGHINGS, WEIGHINGS, st.integers(0, 120), st.integers(0, 120))
	def test_silence_never_raises_a_score(self, hits, one, other, first, more) -> None:
		signals, then = {"a": one, "b": other}, DAY + timedelta(first)
		self.assertLessEqual(
			score_of(hits, signals, then + timedelta(more)), score_of(hits, signals, then) + 1e-9
		)

	@given(HITS, WEIGHINGS, WEIGHINGS)
	def test_one_more_record_lowers_nothing(self, hits, one, other) -> None:
		signals = {"a": one, "b": other}
		more = [*hits, Hit("a", DAY, DAY)]
		self.assertGreaterEqual(score_of(more, signals, DAY) + 1e-9, score_of(hits, signals, DAY))

	def test_halved(self) -> None:
		hits = [Hit("a", DAY - timedelta(14), DAY)]
		self.assertEqual(score_of(hits, {"a": Weighing(30, 1, 4, 14)}, DAY), 2)

	def test_reached_on_the_day_it_was_written(self) -> None:
		hits = [
			Hit("a", DAY - timedelta(9), DAY - timedelta(2)),
			Hit("a", DAY - timedelta(8), DAY - timedelta(8)),
		]
		since = DAY - timedelta(30)
		self.assertEqual(first_reached(hits, {"a": Weighing(30, 1, 1)}, 2, since, DAY), DAY - timedelta(2))
		self.assertIsNone(first_reached(hits, {"a": Weighing(30, 1, 1)}, 3, since, DAY))


class TestQuality(TestCase):
	def test_precision_with_its_interval(self) -> None:
		self.assertIsNone(Quality(0, 0).precision)
		low, high = Quality(3, 1).interval
		self.assertLess(low, 10)
		self.assertGreater(high, 75)

	@given(st.integers(1, 500), st.data())
	def test_the_interval_holds_the_precision(self, decided, data) -> None:
		quality = Quality(decided, data.draw(st.integers(0, decided)))
		low, high = quality.interval
		self.assertLessEqual(low - 1e-9, quality.precision)
		self.assertLessEqual(quality.precision, high + 1e-9)

	def test_few_decisions_judge_nothing(self) -> None:
		self.assertFalse(falls_short(Quality(9, 0), 20, 10, 200))
		self.assertTrue(falls_short(Quality(10, 1), 20, 10, 200))
		self.assertFalse(falls_short(Quality(10, 1), 20, 10, 100))
		self.assertFalse(falls_short(Quality(10, 0), 0, 10, 200))


class TestBudget(TestCase):
	def test_the_gravest_first(self) -> None:
		self.assertEqual(
			within_budget(["a", "a", "b", None, "a"], {"b": 2}, 2), [True, True, False, True, False]
		)


class TestCircumstances(TestCase):
	def test_family_poverty_and_origin(self) -> None:
		for text in (
			"家庭经济困难认定",
			"民族",
			"单亲",
			"Family Situation",
			"poverty_level",
			"ethnic_group",
			"Gender",
		):
			self.assertTrue(name_circumstances(text), text)

	def test_what_somebody_did_or_noticed(self) -> None:
		for text in ("夜不归宿", "Campus Heart Talk", "mental_state", "Essex", "Abnormal"):
			self.assertFalse(name_circumstances(text), text)
