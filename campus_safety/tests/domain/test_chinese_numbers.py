"""Numbers of headings."""

from unittest import TestCase

from campus_safety.domain.chinese_numbers import numeral


class TestNumeral(TestCase):
	def test_as_papers_write_them(self) -> None:
		said = {1: "一", 9: "九", 10: "十", 11: "十一", 19: "十九", 20: "二十", 21: "二十一", 99: "九十九"}
		self.assertEqual({number: numeral(number) for number in said}, said)
		self.assertEqual(len({numeral(number) for number in range(1, 100)}), 99)

	def test_none_beyond(self) -> None:
		for number in (-1, 0, 100):
			self.assertRaises(ValueError, numeral, number)
