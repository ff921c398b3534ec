"""Rows as high as their texts."""

from unittest import TestCase

from campus_safety.domain.row_height import HIGHEST, ONE_LINE, height_of, lines_in, room_of, width_of


class TestRowHeight(TestCase):
	def test_lines(self) -> None:
		for text, width, lines in (
			("", 10, 1),
			("王晓敏", 10, 1),
			("说实训课很有意思", 9, 2),
			("说实训课很有意思，想参加技能大赛", 9, 4),
			("abcdefgh", 9, 1),
			("abcdefghi", 9, 2),
			("一\n二\n三", 10, 3),
			("一\n\n三", 10, 3),
			("字", 1, 2),
		):
			with self.subTest(text=text, width=width):
				self.assertEqual(lines_in(text, room_of(width)), lines)

	def test_a_wide_character_counts_as_two(self) -> None:
		for text, width in (("", 0), ("abc", 3), ("é", 1), ("王a", 3), ("，", 2), ("Ａ", 2), ("王王王", 6)):
			with self.subTest(text=text):
				self.assertEqual(width_of(text), width)

	def test_the_height_follows_the_lines_up_to_what_excel_holds(self) -> None:
		self.assertEqual(height_of(1), ONE_LINE)
		self.assertEqual(height_of(3) - height_of(2), height_of(2) - height_of(1))
		self.assertEqual(height_of(5000), HIGHEST)
