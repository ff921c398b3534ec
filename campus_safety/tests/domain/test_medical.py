"""Which words say how much of a medicine somebody takes."""

from datetime import date
from unittest import TestCase

from campus_safety.domain.risk.medical import names_dose, next_due, repeated


class TestMedical(TestCase):
	def test_amounts_are_found(self) -> None:
		for text in (
			"每日20mg",
			"睡前半片",
			"一次 2 粒",
			"0.5毫克",
			"服3 丸",
			"10ML",
			"50㎎",
			"五十毫克",
			"２０ｍｇ",
			"拾片",
			"½片",
		):
			self.assertTrue(names_dose(text), text)

	def test_other_numbers_are_none(self) -> None:
		for text in ("周三14点透析", "省立医院3楼", "每月两次复查", "2组同学陪同", "5级台阶", "", None):
			self.assertFalse(names_dose(text), text)

	def test_days(self) -> None:
		self.assertIsNone(next_due([]))
		self.assertEqual(next_due([date(2026, 3, 2), date(2026, 3, 1)]), date(2026, 3, 1))
		self.assertEqual(repeated(date(2026, 2, 27), 30), date(2026, 3, 29))
