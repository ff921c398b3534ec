"""Hours of education per student, and the five."""

import unittest
from datetime import date

from campus_safety.domain.education import five
from campus_safety.domain.education.hours import Area, Course, Hours, Stay, area_of, of_student, stays_of
from campus_safety.domain.web_address import is_web_address

FIRST, SECOND = date(2026, 9, 10), date(2026, 10, 10)


class TestHours(unittest.TestCase):
	def course(self) -> Course:
		return Course.of([(SECOND, Area.SAFETY, 2), (FIRST, Area.SAFETY, 1), (FIRST, Area.MIND, 4)])

	def test_themes_count_where_they_belong(self) -> None:
		self.assertEqual(area_of("Fire"), Area.SAFETY)
		self.assertEqual(area_of("Life"), Area.MIND)
		self.assertEqual(area_of("Career"), Area.OTHER)

	def test_from_the_day_a_student_came(self) -> None:
		self.assertEqual(self.course().since(None), Hours(3, 4))
		self.assertEqual(self.course().since(FIRST), Hours(3, 4))
		self.assertEqual(self.course().since(date(2026, 9, 11)), Hours(2, 0))
		self.assertEqual(self.course().since(date(2027, 1, 1)), Hours())
		self.assertEqual(Course().since(None), Hours())

	def test_between_two_days(self) -> None:
		self.assertEqual(self.course().between(None, SECOND), Hours(1, 4))
		self.assertEqual(self.course().between(SECOND, None), Hours(2, 0))
		self.assertEqual(self.course().between(FIRST, FIRST), Hours())
		self.assertEqual(self.course().between(SECOND, FIRST), Hours(), "no day lies between")

	def test_one_class_after_the_other(self) -> None:
		self.assertEqual(stays_of(FIRST, "B", []), [Stay("B", FIRST)])
		self.assertEqual(
			stays_of(None, "C", [("B", SECOND), ("A", FIRST)]),
			[Stay("A", None, FIRST), Stay("B", FIRST, SECOND), Stay("C", SECOND)],
		)
		self.assertEqual(
			stays_of(SECOND, "B", [("A", FIRST)]), [Stay("B", SECOND)], "moved before the first day"
		)

	def test_class_and_college_add_up_and_absence_takes_away(self) -> None:
		missed = [(SECOND, Area.SAFETY, 2)]
		stays = [(Stay("A", None), [self.course(), self.course()])]
		self.assertEqual(of_student(stays, missed), Hours(4, 8))

	def test_of_each_class_what_was_held_while_one_was_in_it(self) -> None:
		first, second = Stay("A", None, SECOND), Stay("B", SECOND)
		other = Course.of([(FIRST, Area.SAFETY, 8), (SECOND, Area.MIND, 3)])
		self.assertEqual(of_student([(first, [self.course()]), (second, [other])], []), Hours(1, 7))

	def test_what_was_missed_before_one_came_takes_nothing_away(self) -> None:
		found = of_student([(Stay("A", SECOND), [self.course()])], [(FIRST, Area.MIND, 4)])
		self.assertEqual(found, Hours(2, 0))

	def test_never_below_nothing(self) -> None:
		self.assertEqual(of_student([(Stay("A", None), [])], [(FIRST, Area.SAFETY, 2)]), Hours(0, 0))


class TestFive(unittest.TestCase):
	def test_missing_and_twice(self) -> None:
		self.assertEqual(five.missing(["Phone"]), ["Homework", "Sleep", "Reading", "Physique"])
		self.assertEqual(five.missing(five.ITEMS), [])
		self.assertEqual(five.named_twice(["Phone", "Sleep", "Phone"]), ["Phone"])


class TestWebAddress(unittest.TestCase):
	def test_only_what_a_browser_may_be_sent_to(self) -> None:
		for text in ("https://weibo.com/1/abc?x=1", "http://示范.cn/帖子"):
			self.assertTrue(is_web_address(text), text)
		for text in ("javascript:alert(1)", "weibo.com", "https://a b.cn", 'https://a"onclick', "", "data:x"):
			self.assertFalse(is_web_address(text), text)
