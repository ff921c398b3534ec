"""Heart talk: what counts as the same text, and when it is a batch; decided without a site."""

from datetime import date
from unittest import TestCase

from campus_safety.domain.care.heart_talk import (
	Copy,
	fingerprint,
	lacks_escalation,
	needs_online_reason,
	normalise,
	suspected_batch,
)

MONDAY, TUESDAY = date(2026, 11, 23), date(2026, 11, 24)


def copies(students, talked=MONDAY, written=MONDAY, prefix="HT"):
	return [Copy(f"{prefix}-{i}", f"S{i}", talked, written) for i in students]


class TestFingerprint(TestCase):
	def test_what_does_not_make_a_text_another(self) -> None:
		same = (
			"王芳近期学习认真，情绪稳定。",
			"王芳近期学习认真 情绪稳定",
			"<p>王芳近期学习认真,\n情绪稳定！</p>",
			"1. 王芳近期学习认真，情绪稳定",
		)
		self.assertEqual(len({fingerprint(text) for text in same}), 1)

	def test_the_students_own_name_does_not_either(self) -> None:
		self.assertEqual(
			fingerprint("王芳近期情绪稳定", ("王芳", "2026010101")),
			fingerprint("李强2026010102近期情绪稳定", ("李强", "2026010102")),
		)
		self.assertNotEqual(fingerprint("王芳近期情绪稳定"), fingerprint("李强近期情绪稳定"))

	def test_another_word_does(self) -> None:
		self.assertNotEqual(fingerprint("情绪稳定"), fingerprint("情绪不稳定"))

	def test_letters_of_any_width_and_case(self) -> None:
		self.assertEqual(normalise("ＯＫ Fine"), normalise("ok fine"))

	def test_no_words_no_fingerprint(self) -> None:
		for text in (None, "", " \n", "<p></p>", "……", "123"):
			self.assertIsNone(fingerprint(text), repr(text))


class TestSuspectedBatch(TestCase):
	def test_limit_is_still_allowed_and_one_more_marks_all(self) -> None:
		self.assertEqual(suspected_batch(copies(range(5)), 5), frozenset())
		self.assertEqual(suspected_batch(copies(range(6)), 5), frozenset(f"HT-{i}" for i in range(6)))

	def test_students_count_not_records(self) -> None:
		twice = [*copies(range(3)), *copies(range(3), prefix="AGAIN")]
		self.assertEqual(suspected_batch(twice, 5), frozenset())

	def test_claimed_on_other_days_but_written_on_one(self) -> None:
		spread = [Copy(f"HT-{i}", f"S{i}", date(2026, 11, 10 + i), TUESDAY) for i in range(6)]
		self.assertEqual(len(suspected_batch(spread, 5)), 6)

	def test_written_later_but_claimed_for_one_day(self) -> None:
		spread = [Copy(f"HT-{i}", f"S{i}", MONDAY, date(2026, 11, 23 + i)) for i in range(6)]
		self.assertEqual(len(suspected_batch(spread, 5)), 6)

	def test_other_days_stay_unmarked(self) -> None:
		one = Copy("LONE", "S9", date(2026, 10, 9), date(2026, 10, 9))
		self.assertNotIn("LONE", suspected_batch([*copies(range(6)), one], 5))


class TestRules(TestCase):
	def test_online(self) -> None:
		for mode, status, expected in (
			("In Person", "Enrolled", False),
			("Online", "Internship", False),
			("Online", "Enrolled", True),
			("Online", "Suspended", True),
			("Online", None, True),
		):
			self.assertIs(needs_online_reason(mode, status), expected, f"{mode}, {status}")

	def test_abnormal_needs_a_next_step(self) -> None:
		for state, step, expected in (
			("Abnormal", "None", True),
			("Abnormal", None, True),
			("Abnormal", "", True),
			("Abnormal", "Psych Centre", False),
			("Fluctuating", "None", False),
			("Steady", None, False),
		):
			self.assertIs(lacks_escalation(state, step), expected, f"{state}, {step}")
