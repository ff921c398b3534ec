"""What stands in a cell, and what it means."""

import unittest
from datetime import date

from campus_safety.domain.sheets import sheet_values as values
from campus_safety.domain.sheets import telephones, words
from campus_safety.domain.sheets.sheet_values import BadValue
from campus_safety.tests.domain.student_sheet_base import GOOD_ID_X, TODAY


class TestValues(unittest.TestCase):
	def assert_reads(self, reader, table: dict) -> None:
		for text, expected in table.items():
			with self.subTest(text):
				if isinstance(expected, tuple):
					with self.assertRaises(BadValue) as caught:
						reader(values.visible(text))
					self.assertEqual((caught.exception.code, *caught.exception.args_), expected)
				else:
					self.assertEqual(reader(values.visible(text)), expected)

	def test_student_numbers(self) -> None:
		self.assert_reads(
			values.student_no,
			{
				"20240001": "20240001",
				"20240001.0": "20240001",
				"2.0240001E7": "20240001",
				"2.0240001E+07": "20240001",
				"2.02400010001E+11": "202400010001",
				"2.024E+11": ("digits_lost",),
				"２０２４０００１": "20240001",
				" 2024 0001\u200b": "20240001",
				"'20240001": "20240001",
				"HL-2024_01": "HL-2024_01",
				"0024": "0024",
				"2024/001": ("student_no_characters",),
				"张三": ("student_no_characters",),
				"😀": ("student_no_characters",),
			},
		)

	def test_telephones(self) -> None:
		self.assert_reads(
			telephones.mobile,
			{
				"13800138000": "13800138000",
				"13800138000.0": "13800138000",
				"1.3800138000E10": "13800138000",
				"1.38E+10": ("digits_lost",),
				"１３８００１３８０００": "13800138000",
				"138 0013 8000": "13800138000",
				"138-0013-8000": "13800138000",
				"+86 13800138000": "13800138000",
				"8613800138000": "13800138000",
				"1380013800": ("mobile_digits", 10),
				"138001380001": ("mobile_digits", 12),
				"23800138000": ("mobile_form",),
				"无号码": ("mobile_form",),
				"13800138000/13900139000": ("phone_two",),
				"13800138000，13900139000": ("phone_two",),
			},
		)
		self.assert_reads(
			telephones.phone,
			{
				"0536-8123456": "0536-8123456",
				"(0536)8123456": "0536-8123456",
				"8123456": "8123456",
				"139 0013 9000": "13900139000",
			},
		)

	def test_dates(self) -> None:
		march = date(2006, 3, 5)
		self.assert_reads(
			lambda text: values.day(text, TODAY),
			{
				**dict.fromkeys(
					(
						"2006年3月5日",
						"2006年03月05号",
						"20060305",
						"20060305.0",
						"2006.3.5",
						"2006/3/5",
						"2006-03-05",
						"2006-03-05 00:00:00",
						"2006/3/5 0:00",
						"２００６．３．５",
						"2006 年 3 月 5 日",
						"二〇〇六年三月五日",
						"38781",
						"38781.0",
					),
					march,
				),
				"二○○六年十二月二十五日": date(2006, 12, 25),
				"二零零六年十月十一日": date(2006, 10, 11),
				"2006年2月30日": ("date_impossible",),
				"2006年3月": ("date_without_day",),
				"2006.03": ("date_without_day",),
				"200603": ("date_without_day",),
				"3/5/2006": ("date_form",),
				"06.3.5": ("date_form",),
				"去年": ("date_form",),
				"2066-03-05": ("date_range", "2066-03-05"),
				"1006-03-05": ("date_range", "1006-03-05"),
			},
		)

	def test_identity_numbers(self) -> None:
		def identity(text: str) -> str:
			return values.id_number(text, TODAY).digits

		self.assert_reads(
			identity,
			{
				GOOD_ID_X: GOOD_ID_X,
				GOOD_ID_X.lower(): GOOD_ID_X,
				"１１０１０５１９４９１２３１００２Ｘ": GOOD_ID_X,
				" 110105 19491231 002X ": GOOD_ID_X,
				"'11010519491231002X": GOOD_ID_X,
				"110105194912310021": ("id_check_digit",),
				"110105491231002": ("id_fifteen",),
				"11010519491231002": ("id_length", 17),
				"11010519491331002X": ("id_birth",),
				"99010519491231002X": ("id_region",),
				"1101051949123100AX": ("id_characters",),
				"1.10105194912310E+17": ("digits_lost",),
				"110105194912310000": ("digits_lost",),
			},
		)

	def test_choices(self) -> None:
		self.assert_reads(
			words.choice(words.GENDERS),
			{
				"男": "Male",
				"女生": "Female",
				"1": "Male",
				"1-男": "Male",
				"F": "Female",
				"男女": ("unknown_choice", "男、女"),
			},
		)
		self.assert_reads(
			words.choice(words.RESIDENCES),
			{"住校": "Dormitory", "走读生": "Day Student", "校外租房": "Off Campus", "走 读": "Day Student"},
		)
		self.assert_reads(
			words.choice(words.STATUSES),
			{
				"在读": "Enrolled",
				"顶岗实习": "Internship",
				"休学": "Suspended",
				"退学": "Withdrawn",
				"毕业": "Graduated",
			},
		)
		self.assert_reads(
			words.relation,
			{
				"父": "父亲",
				"妈妈": "母亲",
				"奶奶": "祖父母",
				"1父亲": "父亲",
				"班主任": "班主任",
				"养父": "养父",
			},
		)

	def test_names(self) -> None:
		self.assert_reads(
			values.person_name,
			{
				"张 三": "张三",
				"张\u3000三": "张三",
				"阿依古丽．买买提": "阿依古丽·买买提",
				"阿依古丽•买买提": "阿依古丽·买买提",
				"John  Smith": "John Smith",
				"张三😀": "张三😀",
				"👨\u200d👩\u200d👧": "👨\u200d👩\u200d👧",
				"𠮷田": "𠮷田",
				"20240001": ("name_is_number",),
			},
		)

	def test_choices_of_the_import_fit_the_doctype(self) -> None:
		self.assertEqual(set(words.GENDERS.values()), {"Male", "Female"})
		self.assertEqual(set(words.RESIDENCES.values()), {"Dormitory", "Off Campus", "Day Student"})
		self.assertEqual(
			set(words.STATUSES.values()), {"Enrolled", "Internship", "Suspended", "Withdrawn", "Graduated"}
		)
