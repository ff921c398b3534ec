"""Levels, their floors, dispatches and closing (domain §7), with no site."""

from datetime import date, timedelta
from unittest import TestCase

from hypothesis import given
from hypothesis import strategies as st

from campus_safety.domain.risk.risk_level import (
	Change,
	ClosingCase,
	Danger,
	Dispatch,
	Level,
	Levels,
	Missing,
	Reason,
	Standing,
	Trend,
	count_steady,
	find_gaps,
	get_floor,
	hold_dispatch,
	judge_change,
	next_dispatch_due,
)

RED = Level(
	"Red", 4, 7, two_keys_to_lower=True, needs_student_affairs=True, floor_plan=True, floor_attempt_days=365
)
ORANGE = Level("Orange", 3, 7)
YELLOW = Level("Yellow", 2, 14, floor_attempt=True)
GREEN = Level("Green", 1, 30)
LEVELS = Levels([GREEN, RED, YELLOW, ORANGE])
TODAY = date(2026, 11, 25)

any_level = st.sampled_from(LEVELS.ordered)
any_trend = st.sampled_from((None, *Trend))
any_dispatch = st.builds(Dispatch, before=any_level, after=any_level, trend=any_trend)


def danger(plan: bool = False, attempted: bool = False, days_ago: int | None = None) -> Danger:
	return Danger(plan, attempted, None if days_ago is None else TODAY - timedelta(days=days_ago))


class TestFloor(TestCase):
	def test_table(self) -> None:
		for case, level, reason in (
			(danger(), None, None),
			(danger(plan=True), RED, Reason.PLAN),
			(danger(plan=True, days_ago=4000), RED, Reason.PLAN),
			(danger(attempted=True, days_ago=0), RED, Reason.RECENT_ATTEMPT),
			(danger(attempted=True, days_ago=365), RED, Reason.RECENT_ATTEMPT),
			(danger(attempted=True, days_ago=366), YELLOW, Reason.ANY_ATTEMPT),
			(danger(attempted=True), RED, Reason.UNDATED_ATTEMPT),
			(danger(days_ago=10), RED, Reason.RECENT_ATTEMPT),  # the date alone says that there was one
			(danger(days_ago=1000), YELLOW, Reason.ANY_ATTEMPT),
		):
			with self.subTest(case=case):
				floor = get_floor(LEVELS, case, TODAY)
				self.assertEqual((floor.level, floor.reason) if floor else (None, None), (level, reason))

	def test_a_school_without_floors_has_none(self) -> None:
		self.assertIsNone(get_floor(Levels([ORANGE, GREEN]), danger(plan=True, attempted=True), TODAY))

	@given(st.booleans(), st.booleans(), st.integers(0, 3000))
	def test_time_alone_never_raises_the_floor(self, plan: bool, attempted: bool, days: int) -> None:
		case = danger(plan, attempted, 5)
		now, later = get_floor(LEVELS, case, TODAY), get_floor(LEVELS, case, TODAY + timedelta(days=days))
		self.assertLessEqual(later.level.rank, now.level.rank)
		self.assertGreaterEqual(later.level.rank, YELLOW.rank)


class TestChange(TestCase):
	def test_table(self) -> None:
		for current, wanted, by_dispatch, change in (
			(YELLOW, YELLOW, False, Change.NONE),
			(YELLOW, RED, False, Change.RAISED),
			(YELLOW, RED, True, Change.RAISED),
			(YELLOW, GREEN, False, Change.NEEDS_DISPATCH),
			(YELLOW, GREEN, True, Change.LOWERED),
			(RED, YELLOW, False, Change.NEEDS_DISPATCH),
			(RED, YELLOW, True, Change.NEEDS_KEYS),
			(ORANGE, YELLOW, True, Change.LOWERED),
		):
			with self.subTest(current=current.name, wanted=wanted.name, by_dispatch=by_dispatch):
				self.assertEqual(judge_change(current, wanted, by_dispatch), change)

	def test_dispatches_move_the_standing(self) -> None:
		for start, wanted, end in (
			(Standing(RED), YELLOW, Standing(RED, YELLOW)),
			(Standing(RED, YELLOW), GREEN, Standing(RED, GREEN)),
			(Standing(RED, YELLOW), RED, Standing(RED)),  # a later dispatch takes the proposal back
			(Standing(ORANGE), GREEN, Standing(GREEN)),
			(Standing(GREEN), RED, Standing(RED)),
			(Standing(YELLOW), YELLOW, Standing(YELLOW)),
		):
			with self.subTest(start=start, wanted=wanted.name):
				self.assertEqual(hold_dispatch(start, wanted), end)

	@given(any_level, st.lists(any_level, max_size=8))
	def test_red_is_never_left_by_dispatches_alone(self, start: Level, wanted: list[Level]) -> None:
		standing, was_red = Standing(start), start is RED
		for level in wanted:
			standing = hold_dispatch(standing, level)
			was_red = was_red or standing.level is RED
			self.assertEqual(standing.level is RED, was_red)
			if standing.proposed:
				self.assertLess(standing.proposed.rank, standing.level.rank)

	@given(any_level, any_level)
	def test_nothing_falls_without_a_dispatch(self, current: Level, wanted: Level) -> None:
		change = judge_change(current, wanted, by_dispatch=False)
		self.assertNotIn(change, (Change.LOWERED, Change.NEEDS_KEYS))
		self.assertEqual(change is Change.RAISED, wanted.rank > current.rank)


class TestDispatch(TestCase):
	def test_found(self) -> None:
		for before, after, ticked, found in (
			(YELLOW, YELLOW, None, Trend.STEADY),
			(YELLOW, GREEN, None, Trend.IMPROVED),
			(YELLOW, RED, None, Trend.WORSE),
			(YELLOW, RED, Trend.STEADY, Trend.WORSE),
			(YELLOW, YELLOW, Trend.WORSE, Trend.WORSE),
			(YELLOW, GREEN, Trend.STEADY, Trend.STEADY),
		):
			with self.subTest(before=before.name, after=after.name, ticked=ticked):
				self.assertEqual(Dispatch(before, after, ticked).found, found)

	def test_count_steady(self) -> None:
		steady, worse = Dispatch(YELLOW, YELLOW), Dispatch(YELLOW, YELLOW, Trend.WORSE)
		for dispatches, count in (
			([], 0),
			([steady] * 3, 3),
			([steady, worse, steady], 1),
			([steady, worse], 0),
		):
			with self.subTest(dispatches=len(dispatches)):
				self.assertEqual(count_steady(dispatches), count)

	@given(st.lists(any_dispatch, max_size=10), any_dispatch)
	def test_one_worse_dispatch_starts_the_count_again(self, earlier: list[Dispatch], last: Dispatch) -> None:
		expected = count_steady(earlier) + 1 if last.is_steady else 0
		self.assertEqual(count_steady([*earlier, last]), expected)

	def test_next_dispatch_due(self) -> None:
		self.assertEqual(next_dispatch_due(RED, TODAY), date(2026, 12, 2))
		self.assertEqual(next_dispatch_due(YELLOW, TODAY), date(2026, 12, 9))


class TestClosing(TestCase):
	READY = ClosingCase(3, 3, 2, 0, True, True, 2, 2)

	def test_ready(self) -> None:
		self.assertEqual(find_gaps(self.READY), [])

	def test_everything_missing_is_said_at_once(self) -> None:
		gaps = find_gaps(ClosingCase(1, 3, 2, 1, False, False, 0, 2))
		self.assertEqual([gap.missing for gap in gaps], list(Missing))
		self.assertEqual((gaps[0].have, gaps[0].need), (1, 3))
		self.assertEqual((gaps[1].have, gaps[1].need), (1, 2))

	@given(
		st.integers(0, 5),
		st.integers(0, 3),
		st.booleans(),
		st.booleans(),
		st.integers(0, 3),
		st.integers(0, 2),
	)
	def test_closes_only_when_all_is_there(self, steady, still_open, reason, evidence, ended, least) -> None:
		gaps = find_gaps(ClosingCase(steady, 3, 3, still_open, reason, evidence, ended, least))
		is_ready = steady >= 3 and not still_open and reason and evidence and ended >= least
		self.assertEqual(not gaps, is_ready)
