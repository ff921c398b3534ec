"""Whole rows of the lists colleges really have."""

import unittest
from datetime import date

from campus_safety.domain.people.student_sheet import GuardianRow
from campus_safety.tests.domain.student_sheet_base import GOOD_ID_X, codes, read


class TestRows(unittest.TestCase):
	def test_row_numbers_are_those_of_the_file(self) -> None:
		reading = read(["20260001", "张三", "1班"], [], ["", "李四", "1班"])
		self.assertEqual([row.row for row in reading.rows], [2])
		self.assertEqual(codes(reading), [(4, "学号", "student_no_missing")])

	def test_only_what_is_written_counts(self) -> None:
		row = read(["20260001", "  ", "-"]).rows[0]
		self.assertEqual(row.fields, {"student_no": "20260001"})

	def test_formulas(self) -> None:
		reading = read(
			["20260001", "=1+1", "1班"],
			["20260002", "@SUM(A1)", "1班"],
			["20260003", "+cmd|' /C calc'!A0", "1班"],
			["20260004", "-2+3", "1班"],
			["=ROW()", "张三", "1班"],
			["＝1+1", "张三", "1班"],
		)
		self.assertEqual(reading.rows, [])
		self.assertEqual([code for _row, _column, code in codes(reading)], ["formula"] * 6)

	def test_formula_in_a_column_we_do_not_keep_harms_nobody(self) -> None:
		reading = read(["=ROW()-1", "20260001", "张三"], headers=("序号", "学号", "姓名"))
		self.assertEqual((len(reading.rows), reading.problems), (1, []))

	def test_plus_in_a_telephone_is_no_formula(self) -> None:
		reading = read(["20260001", "+86 13800138000"], headers=("学号", "手机"))
		self.assertEqual(reading.rows[0].fields["mobile"], "13800138000")

	def test_control_characters_and_errors_of_excel(self) -> None:
		reading = read(
			["20260001", "张\x00三", "1班"],
			["20260002", "张\x07三", "1班"],
			["20260003", "张_x0000_三", "1班"],
			["20260004", "张\ufffd三", "1班"],
			["20260005", None, "1班"],
			["20260006", "张\n三", "1班"],
		)
		self.assertEqual(
			[code for *_rest, code in codes(reading)], ["control_characters"] * 4 + ["cell_error"]
		)
		self.assertEqual(reading.rows[0].fields["student_name"], "张三")
		self.assertNotIn("\x00", reading.problems[0].value)

	def test_too_long(self) -> None:
		reading = read(["20260001", "张" * 61, "1班"])
		self.assertEqual(codes(reading), [(2, "姓名", "too_long")])
		self.assertEqual(reading.problems[0].args, (60,))
		self.assertLessEqual(len(reading.problems[0].value), 60)

	def test_repeated(self) -> None:
		reading = read(
			["20260001", "张三", "1班"],
			["20260001.0", "张 三", "1班"],
			["20260002", "李四", "1班"],
			["20260002", "李五", "1班"],
			["a1", "王五", "1班"],
			["A1", "王六", "1班"],
		)
		self.assertEqual([row.student_no for row in reading.rows], ["20260001"])
		self.assertEqual(
			[(problem.row, problem.code, problem.args) for problem in reading.problems],
			[
				(3, "repeated", (2,)),
				(4, "repeated_differs", (5,)),
				(5, "repeated_differs", (4,)),
				(6, "repeated_differs", (7,)),
				(7, "repeated_differs", (6,)),
			],
		)

	def test_identity(self) -> None:
		headers = ("学号", "身份证号", "性别", "出生年月")
		row = read(["20260001", GOOD_ID_X, "", ""], headers=headers).rows[0]
		self.assertEqual((row.fields["birth_date"], row.fields["gender"]), (date(1949, 12, 31), "Female"))
		reading = read(
			["20260001", GOOD_ID_X, "男", "1949-12-31"],
			["20260002", GOOD_ID_X, "女", "1949.11"],
			["20260003", GOOD_ID_X, "女", "1949-12-30"],
			["20260004", "", "女", "1949.11"],
			headers=headers,
		)
		self.assertEqual(
			codes(reading),
			[
				(2, "性别", "gender_differs"),
				(3, "出生年月", "birth_differs"),
				(4, "出生年月", "birth_differs"),
				(5, "出生年月", "date_without_day"),
			],
		)

	def test_identity_of_two_students(self) -> None:
		reading = read(["1", GOOD_ID_X], ["2", GOOD_ID_X], ["3", ""], headers=("学号", "身份证号"))
		self.assertEqual(
			[(p.row, p.code, p.args) for p in reading.problems],
			[(2, "id_repeated", (3,)), (3, "id_repeated", (2,))],
		)
		self.assertEqual([row.student_no for row in reading.rows], ["3"])

	def test_identity_is_masked_in_the_list_of_problems(self) -> None:
		reading = read(["20260001", "110105194912310021"], headers=("学号", "身份证号"))
		self.assertEqual(reading.problems[0].value, "1101**********0021")

	def test_guardians(self) -> None:
		headers = ("学号", "姓名", "家长姓名", "家长电话", "与学生关系", "父亲姓名", "父亲电话", "母亲电话")
		row = read(
			["1", "张三", "张大", "13800138000", "父", "张大", "13800138000", "13900139000"], headers=headers
		).rows[0]
		self.assertEqual(
			row.guardians,
			[
				GuardianRow("张大", "13800138000", "父亲"),
				GuardianRow("", "13900139000", "母亲", "mother_mobile"),
			],
		)
		self.assertEqual(row.guardians[1].name_for("张三"), "张三母亲")
		self.assertEqual(read(["1", "张三", "", "", "父", "", "", ""], headers=headers).rows[0].guardians, [])

	def test_totals_notes_and_repeated_headers_are_no_students(self) -> None:
		reading = read(
			["20260001", "张三", "1班"],
			["学号", "姓名", "班级"],
			["20260002", "李四", "1班"],
			["合计：2人", "", ""],
			["", "注：以上名单已核对", ""],
		)
		self.assertEqual(len(reading.rows), 2)
		self.assertEqual(reading.problems, [])

	def test_one_bad_cell_refuses_the_row_and_every_bad_cell_is_named(self) -> None:
		reading = read(["20260001", "1380013800", "昨天"], headers=("学号", "手机", "出生日期"))
		self.assertEqual(reading.rows, [])
		self.assertEqual(codes(reading), [(2, "手机", "mobile_digits"), (2, "出生日期", "date_form")])
