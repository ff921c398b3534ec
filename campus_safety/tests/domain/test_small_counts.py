from unittest import TestCase

from campus_safety.domain.small_counts import in_steps, part_shown, tells_nobody, whole_shown


class TestSmallCounts(TestCase):
	def test_a_handful_is_not_told_and_neither_is_its_complement(self) -> None:
		for part, whole, shown in (
			(0, 20, 0),
			(1, 20, None),
			(4, 20, None),
			(5, 20, 5),
			(16, 20, None),
			(20, 20, 20),
			(0, 4, None),
			(0, 0, None),
			(5, 5, 5),
		):
			self.assertEqual(part_shown(part, whole), shown, (part, whole))

	def test_a_whole(self) -> None:
		self.assertEqual([whole_shown(number) for number in (0, 4, 5)], [None, None, 5])
		self.assertEqual([tells_nobody(number) for number in (0, 1, 4, 5)], [True, False, False, True])

	def test_in_steps(self) -> None:
		self.assertEqual([in_steps(number, 0) for number in (5, 9, 10, 14)], [5, 5, 10, 10])
		self.assertEqual([in_steps(number, 3) for number in (5, 6, 7, 11, 12)], [5, 5, 10, 10, 15])
		for number in range(5, 60):
			for shift in range(5):
				self.assertEqual(in_steps(number, shift) % 5, 0)
				self.assertLess(abs(in_steps(number, shift) - number), 5)
