"""Rows as high as their texts."""

from unittest import TestCase

from campus_safety.domain.row_height import AROUND, HIGHEST, LINE, height_of, lines_of


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
				self.assertEqual(lines_of(text, width), lines)

	def test_the_row_is_as_high_as_its_longest_cell(self) -> None:
		self.assertEqual(height_of([("一", 10), ("一\n二\n三", 10)]), 3 * LINE + AROUND)
		self.assertEqual(height_of([]), LINE + AROUND)
		self.assertEqual(height_of([("字" * 5000, 10)]), HIGHEST)
