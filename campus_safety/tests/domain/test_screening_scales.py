"""Scales against the published figures, validity before level, deadlines, load, waves (domain §6)."""

from collections import Counter
from datetime import date, datetime, timedelta
from unittest import TestCase

from hypothesis import given
from hypothesis import strategies as st

from campus_safety.domain.psychology import forecast, published
from campus_safety.domain.psychology.deadlines import InterviewTimes, due_at, share_out
from campus_safety.domain.psychology.flags import Flag, FlagRule, Of, flag_of, gravest, self_harm_flag
from campus_safety.domain.psychology.forecast import Capacity
from campus_safety.domain.psychology.published import GAD_7, PHQ_9, SCL_90, SDS, UPI
from campus_safety.domain.psychology.scales import (
	Item,
	Scale,
	ScaleError,
	asks_for_help,
	check_structure,
	read_numbers,
	read_texts,
	score,
)
from campus_safety.domain.psychology.validity import (
	Claim,
	Known,
	Limits,
	Reason,
	Validity,
	careless,
	judge,
	misnamed,
	settled_flag,
)


def answers_of(scale: Scale):
	return st.tuples(*(st.sampled_from(scale.options[item.options]) for item in scale.items))


class TestPublishedFigures(TestCase):
	"""Kroenke, Spitzer, Williams 2001 (PHQ-9); Spitzer, Kroenke, Williams, Löwe 2006 (GAD-7)."""

	def test_structure(self) -> None:
		for instrument, scored, highest in ((PHQ_9, 9, 27), (GAD_7, 7, 21)):
			scale = instrument.structure
			check_structure(scale)
			self.assertEqual((len(scale.scored), scale.highest), (scored, highest))
			self.assertEqual({scale.options[item.options] for item in scale.scored}, {(0, 1, 2, 3)})
			self.assertEqual(instrument.rights, "Public Domain")
		self.assertEqual(len(PHQ_9.structure.items), 10, "as published, with the question on daily life")
		self.assertEqual([item.no for item in PHQ_9.structure.items if item.self_harm], [9])
		self.assertFalse(any(item.self_harm for item in GAD_7.structure.items))

	def test_severities(self) -> None:
		"""PHQ-9: 5, 10, 15, 20 begin mild, moderate, moderately severe, severe. GAD-7: 5, 10, 15."""
		for instrument, begins in ((PHQ_9, (5, 10, 15, 20)), (GAD_7, (5, 10, 15))):
			highest = instrument.structure.highest
			found = [published.severity(instrument, total) for total in range(highest + 1)]
			self.assertEqual(found, [sum(total >= each for each in begins) for total in range(highest + 1)])

	@given(answers_of(PHQ_9.structure))
	def test_the_total_is_the_sum_of_the_nine(self, answers) -> None:
		self.assertEqual(score(PHQ_9.structure, answers).total, sum(answers[:9]))

	@given(answers_of(GAD_7.structure))
	def test_the_total_is_the_sum_of_the_seven(self, answers) -> None:
		self.assertEqual(score(GAD_7.structure, answers).total, sum(answers))

	@given(answers_of(PHQ_9.structure))
	def test_flags_of_phq_9(self, answers) -> None:
		scale, total = PHQ_9.structure, sum(answers[:9])
		items = dict(enumerate(answers, 1))
		wanted = Flag.URGENT if answers[8] else Flag.KEY if total >= 10 else Flag.NONE
		self.assertEqual(flag_of(PHQ_9.rules, total, {}, items), wanted)
		self.assertEqual(asks_for_help(scale, items), answers[8] > 0)
		self.assertEqual(self_harm_flag(PHQ_9.rules, items), Flag.URGENT if answers[8] else Flag.NONE)

	def test_default_rules_of_the_others(self) -> None:
		for instrument, total, factors, items, wanted in (
			(GAD_7, 9, {}, {}, Flag.NONE),
			(GAD_7, 10, {}, {}, Flag.KEY),
			(SCL_90, 159, {"抑郁": 1.9}, {}, Flag.NONE),
			(SCL_90, 159, {"抑郁": 2.0}, {}, Flag.GENERAL),
			(SCL_90, 160, {}, {}, Flag.KEY),
			(UPI, 24, {}, {25: 0}, Flag.NONE),
			(UPI, 25, {}, {}, Flag.KEY),
			(UPI, 3, {}, {25: 1}, Flag.URGENT),
			(SDS, 52, {}, {}, Flag.NONE),
			(SDS, 53, {}, {}, Flag.KEY),
		):
			self.assertEqual(
				flag_of(instrument.rules, total, factors, items), wanted, (instrument.name, total)
			)

	def test_no_text_of_an_instrument_stands_in_the_app(self) -> None:
		for instrument in published.ALL:
			self.assertFalse(hasattr(instrument, "texts"))


class TestScales(TestCase):
	def test_reversed_items_and_factors(self) -> None:
		scale = Scale(
			tuple(Item(number, reversed=number == 2) for number in (1, 2, 3)),
			{"A": (1, 2, 3, 4)},
			{"first": (1, 2), "second": (3,)},
		)
		found = score(scale, (4, 4, 2))
		self.assertEqual((found.total, found.factors), (7, {"first": 5, "second": 2}))

	def test_what_cannot_be(self) -> None:
		good = {"A": (0, 1)}
		for code, scale in (
			("numbering", Scale((Item(2),), good)),
			("no_options", Scale((Item(1, options="B"),), good)),
			("few_options", Scale((Item(1),), {"A": (1, 1)})),
			("factor_item", Scale((Item(1),), good, {"x": (3,)})),
			("contradiction_item", Scale((Item(1),), good, contradictions=((1, 4, 2),))),
		):
			with self.assertRaises(ScaleError) as caught:
				check_structure(scale)
			self.assertEqual(caught.exception.code, code)

	def test_answers_that_are_none(self) -> None:
		for code, answers in (
			("answer_count", (0,) * 6),
			("answer_missing", (0, None, 0, 0, 0, 0, 0)),
			("answer_value", (0, 4, 0, 0, 0, 0, 0)),
			("answer_value", (0, True, 0, 0, 0, 0, 0)),
		):
			with self.assertRaises(ScaleError) as caught:
				score(GAD_7.structure, answers)
			self.assertEqual(caught.exception.code, code)

	def test_pasted_texts_are_held_to_count_and_order(self) -> None:
		self.assertEqual(read_texts("1. 甲\n\n2、乙\n(3) 丙", 3), ("甲", "乙", "丙"))
		self.assertEqual(read_texts("甲\n乙", 2), ("甲", "乙"))
		for code, pasted, count in (
			("text_count", "甲\n乙", 3),
			("text_order", "1. 甲\n3. 乙", 2),
			("text_order", "1. 甲\n乙", 2),
			("text_twice", "甲\n甲", 2),
			("text_count", "1. \n2. 乙", 2),
			("text_count", "", 2),
		):
			with self.assertRaises(ScaleError, msg=pasted) as caught:
				read_texts(pasted, count)
			self.assertEqual(caught.exception.code, code)

	def test_item_numbers(self) -> None:
		self.assertEqual(read_numbers("1, 4,12-14、4"), (1, 4, 12, 13, 14))
		for wrong in ("1,x", "5-3", "1000"):
			with self.assertRaises(ScaleError):
				read_numbers(wrong)


class TestValidity(TestCase):
	def check(self, wanted: set, *args) -> None:
		self.assertEqual(careless(*args, limits=Limits()), wanted)

	def test_how_it_was_answered(self) -> None:
		self.check(set(), 60, 9, (0, 1, 2, 0, 1, 0, 1, 0, 0), ())
		self.check({Reason.TOO_FAST}, 8.9, 9, (0, 1, 2, 0, 1, 0, 1, 0, 0), ())
		self.check(set(), None, 9, (0, 1, 2, 0, 1, 0, 1, 0, 0), ())
		self.check({Reason.IDENTICAL}, 60, 9, (2,) * 9, ())
		self.check(set(), 60, 9, (0,) * 9, ())  # "not at all" throughout is what healthy students answer
		self.check({Reason.CONTRADICTION}, 60, 9, (3, 0, 1, 0, 0, 0, 0, 0, 0), ((1, 2, 3),))
		self.check(set(), 60, 9, (2, 0, 1, 0, 0, 0, 0, 0, 0), ((1, 2, 3),))
		self.check({Reason.INCOMPLETE}, 60, 9, (2, None, 1, 0, 0, 0, 0, 0, 0), ((1, 2, 3),))
		self.check({Reason.TOO_FAST}, 1, 9, None, ())

	def test_whose_it_is(self) -> None:
		known = Known("张伟", "软件2601班", frozenset({"护理2601班"}))
		for claim, wanted in (
			(Claim("1", "张伟", "软件2601班"), set()),
			(Claim("1", "张 伟", ""), set()),
			(Claim("1", "", ""), set()),
			(Claim("1", "李四", "软件2601班"), {Reason.NAME}),
			(Claim("1", "张伟", "大数据2601班"), set()),  # moved since
			(Claim("1", "张伟", "护理2601班"), {Reason.CLASS}),  # or the namesake's sheet
		):
			self.assertEqual(misnamed(claim, known), wanted, claim)

	def test_doubt_takes_the_level_and_leaves_self_harm(self) -> None:
		self.assertIs(judge(()), Validity.VALID)
		self.assertIs(judge({Reason.INCOMPLETE}), Validity.INVALID)
		self.assertIs(judge({Reason.INCOMPLETE, Reason.NAME}), Validity.DOUBTFUL)
		for validity in (Validity.DOUBTFUL, Validity.INVALID):
			self.assertIs(settled_flag(validity, Flag.KEY, Flag.NONE), Flag.NONE)
			self.assertIs(settled_flag(validity, Flag.KEY, Flag.URGENT), Flag.URGENT)
		self.assertIs(settled_flag(Validity.VALID, Flag.KEY, Flag.NONE), Flag.KEY)

	@given(st.lists(st.sampled_from(list(Reason)), min_size=1), st.sampled_from(list(Flag)))
	def test_a_doubtful_sitting_never_carries_more_than_self_harm(self, reasons, flag) -> None:
		self.assertIs(settled_flag(judge(reasons), flag, Flag.NONE), Flag.NONE)


class TestFollowUp(TestCase):
	def test_deadlines(self) -> None:
		at, times = datetime(2026, 11, 27, 16, 30), InterviewTimes()
		self.assertIsNone(due_at(Flag.NONE, at, times))
		for flag, after in (
			(Flag.URGENT, timedelta(hours=24)),
			(Flag.KEY, timedelta(days=7)),
			(Flag.GENERAL, timedelta(days=30)),
		):
			self.assertEqual(due_at(flag, at, times), at + after)

	@given(
		st.lists(st.text("abcdef", min_size=3, max_size=6), unique=True),
		st.dictionaries(st.sampled_from("WXYZ"), st.integers(0, 6), min_size=1),
	)
	def test_load_is_shared_evenly(self, cases, loads) -> None:
		found = share_out(cases, loads)
		self.assertEqual(list(found), cases)
		total = Counter(loads) + Counter(found.values())
		got = [total[person] for person in set(found.values())]
		if got:
			self.assertLessEqual(max(got) - min(got), 1)
			for person in set(loads) - set(found.values()):
				self.assertGreaterEqual(loads[person] + 1, max(got))

	def test_nobody_to_hold_them(self) -> None:
		self.assertEqual(share_out(["a"], {}), {})

	def test_gravest(self) -> None:
		self.assertIs(gravest((Flag.GENERAL, Flag.URGENT, Flag.KEY)), Flag.URGENT)
		self.assertIs(gravest(()), Flag.NONE)
		rule = FlagRule(Of.FACTOR, "抑郁", ">", 2, Flag.KEY)
		self.assertFalse(rule.applies(None, {}, {}))

	def test_waves_follow_the_hours(self) -> None:
		students = {"甲学院": 2000, "乙学院": 3000, "丙学院": 500}
		waves = forecast.propose_waves(
			students, 0.1, Capacity(40, 0.5), date(2026, 9, 14), date(2026, 12, 20)
		)
		self.assertEqual([wave.college for wave in waves], ["乙学院", "甲学院", "丙学院"])
		self.assertEqual([wave.interviews for wave in waves], [300, 200, 50])
		self.assertEqual(waves[1].opens_on, date(2026, 9, 14) + timedelta(weeks=4))  # 300 ÷ 80 a week
		self.assertEqual(forecast.weeks_needed(300, Capacity(40, 0.5)), 4)
		self.assertIsNone(forecast.weeks_needed(300, Capacity(0, 0.5)))

	def test_waves_stay_in_the_window(self) -> None:
		waves = forecast.propose_waves(
			{"甲": 9000, "乙": 9000}, 0.2, Capacity(5, 1), date(2026, 9, 1), date(2026, 9, 30)
		)
		for wave in waves:
			self.assertLessEqual(date(2026, 9, 1), wave.opens_on)
			self.assertLessEqual(wave.closes_on, date(2026, 9, 30))
