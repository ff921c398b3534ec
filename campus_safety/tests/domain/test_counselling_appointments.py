"""States of an appointment, initials, codes."""

from unittest import TestCase

from campus_safety.domain.counselling import appointments as a


class TestStates(TestCase):
	def test_what_is_over_stays_over(self) -> None:
		for status in a.OVER:
			for wanted in a.Status:
				self.assertFalse(a.may_become(status, wanted.value))

	def test_every_open_one_can_end_in_every_way(self) -> None:
		for status in a.OPEN:
			for wanted in a.OVER:
				self.assertTrue(a.may_become(status, wanted))
		self.assertFalse(a.may_become("Confirmed", "Requested"))


class TestInitials(TestCase):
	def test_few_letters_without_markup(self) -> None:
		for text, kept in (
			("L.", "L."),
			(" 小 雨 ", "小雨"),
			("<b>王小明同学", "b王小明"),
			(None, ""),
			("abcdefg", "abcd"),
		):
			self.assertEqual(a.as_initials(text), kept)


class TestCodes(TestCase):
	def test_a_code_is_found_however_it_was_written_down(self) -> None:
		code = a.new_code()
		self.assertRegex(code, r"^[2-9a-z]{4}(-[2-9a-z]{4}){3}$")
		for written in (code, code.upper(), code.replace("-", ""), f" {code.replace('-', ' ')} "):
			self.assertEqual(a.key_of(written), a.key_of(code))

	def test_no_two_are_alike_and_nothing_of_it_is_kept(self) -> None:
		codes = {a.new_code() for _each in range(500)}
		self.assertEqual(len(codes), 500)
		for code in codes:
			self.assertNotIn(code.replace("-", ""), a.key_of(code))

	def test_what_is_none_has_no_key(self) -> None:
		for text in (None, "", "abcd", "0000-0000-0000-0000", "x" * 400, ["a"], "王" * 16):
			self.assertIsNone(a.key_of(text))
