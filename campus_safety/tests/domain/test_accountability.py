from unittest import TestCase

from hypothesis import given
from hypothesis import strategies as st

from campus_safety.domain.duties.coverage import Coverage
from campus_safety.domain.governance.accountability import NOTHING_OWED, Item, Scheme, assess

counts = st.integers(0, 200)
coverages = st.builds(Coverage, counts, counts, counts, counts, counts)
weights = st.floats(0, 10, allow_nan=False)
items = st.lists(st.builds(Item, coverages, weights, st.booleans()), max_size=6)
deductions = st.lists(st.floats(0, 30, allow_nan=False), max_size=3)


class TestAssessment(TestCase):
	def test_weighted_rates_less_deductions(self) -> None:
		result = assess([Item(Coverage(done=9, missed=1), 3), Item(Coverage(done=1, missed=1), 1)], [5])
		self.assertEqual(result.score, 75.0)
		self.assertEqual(result.points, (67.5, 12.5))
		self.assertEqual(result.grade, "Qualified")

	def test_late_counts_in_part(self) -> None:
		self.assertEqual(assess([Item(Coverage(done=1, late=1))]).score, 75.0)
		self.assertEqual(assess([Item(Coverage(done=1, late=1))], scheme=Scheme(late_credit=0.8)).score, 90.0)

	def test_who_owed_nothing_has_no_score(self) -> None:
		for items in (
			[],
			[Item(Coverage(open=4))],
			[Item(Coverage(exempt=3))],
			[Item(Coverage(missed=2), is_risk=True)],
		):
			result = assess(items, [5])
			self.assertEqual((result.score, result.grade), (None, NOTHING_OWED))

	def test_missed_duties_toward_risks_are_shown_and_not_deducted(self) -> None:
		base = assess([Item(Coverage(done=8, missed=2))])
		more = assess([Item(Coverage(done=8, missed=2)), Item(Coverage(missed=7), is_risk=True)])
		self.assertEqual((more.score, more.missed_risk_duties), (base.score, 7))

	def test_fulfilled_duties_toward_risks_raise(self) -> None:
		self.assertEqual(
			assess([Item(Coverage(done=8, missed=2)), Item(Coverage(done=10), is_risk=True)]).score, 86.67
		)

	@given(items, deductions, st.integers(0, 5), st.booleans(), counts, counts, counts, counts)
	def test_reporting_more_never_lowers_a_score(
		self, before, minus, at, fresh, done, late, missed, still_open
	) -> None:
		"""A new risk brings duties of any outcome, under a new rule or under one there is already."""
		more = Coverage(done, late, missed, still_open)
		risky = [index for index, item in enumerate(before) if item.is_risk]
		after = list(before)
		if fresh or not risky:
			after.append(Item(more, 1.0, is_risk=True))
		else:
			index = risky[at % len(risky)]
			after[index] = Item(before[index].coverage + more, before[index].weight, is_risk=True)
		was = assess(before, minus).score
		if was is not None:
			self.assertGreaterEqual(assess(after, minus).score, was)

	@given(items, deductions)
	def test_bounds(self, found, minus) -> None:
		result = assess(found, minus)
		self.assertTrue(result.score is None or 0 <= result.score <= 100)
		self.assertEqual(len(result.points), len(found))
		if not minus and any(result.points):
			self.assertAlmostEqual(sum(result.points), result.score, delta=0.01 * len(found) + 0.01)

	@given(coverages, weights)
	def test_missing_a_duty_costs(self, coverage: Coverage, weight: float) -> None:
		worse = coverage + Coverage(missed=1)
		before, after = assess([Item(coverage, weight)]).score, assess([Item(worse, weight)]).score
		if before is not None:
			self.assertLessEqual(after, before)
