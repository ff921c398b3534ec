"""The list of staff as offices keep it: headers in their words, several classes in a cell, rows that contradict each other."""

from datetime import date
from unittest import TestCase

from campus_safety.domain.duties.obligation import Period, first_whole
from campus_safety.domain.people import staff_columns
from campus_safety.domain.people.staff_sheet import read_rows
from campus_safety.domain.sheets.sheet_values import BadValue

TODAY = date(2026, 11, 27)
HEADERS = ["工号", "姓名", "邮箱", "手机", "岗位", "负责范围"]


def read(*rows, headers=HEADERS):
	lines = [headers, *rows]
	return read_rows(lines, staff_columns.VOCABULARY.find_header(lines), TODAY)


class TestReading(TestCase):
	def test_headers_in_the_offices_words(self) -> None:
		rows = [
			["教职工名单"],
			[
				"序号",
				"工 号*",
				"教师姓名",
				"联系电话（必填）",
				"职务",
				"负责班级/楼栋",
				"所在部门",
				"任职时间",
			],
		]
		header = staff_columns.VOCABULARY.find_header(rows)
		self.assertEqual(
			header.targets, {"staff_no", "staff_name", "mobile", "position", "scope", "college", "from_date"}
		)

	def test_several_in_one_cell(self) -> None:
		row = read(["A1", "张 三", "", "", "辅导员、班主任", "2601班，2602班；2601班\n3号楼"]).rows[0]
		self.assertEqual(row.fields["position"], ("辅导员", "班主任"))
		self.assertEqual(row.fields["scope"], ("2601班", "2602班", "3号楼"))
		self.assertEqual(row.fields["staff_name"], "张三")

	def test_totals_examples_and_repeated_headers_are_nobody(self) -> None:
		reading = read(
			HEADERS,
			["例：1", "例：张三", "", "", "辅导员", ""],
			["合计", "2人", "", "", "", ""],
			["A1", "张三", "", "", "学工处", ""],
		)
		self.assertEqual(([row.row for row in reading.rows], reading.problems), ([5], []))

	def test_each_cell_for_its_own_reason(self) -> None:
		reading = read(["A 1/2", "123", "x@y", "138", "", ""], ["", "张三", "", "", "导师", ""])
		self.assertEqual(
			{(problem.row, problem.column, problem.code) for problem in reading.problems},
			{
				(2, "工号", "staff_no_characters"),
				(2, "姓名", "name_is_number"),
				(2, "邮箱", "email_form"),
				(2, "手机", "mobile_digits"),
				(2, "岗位", "position_missing"),
				(3, "工号", "nobody_named"),
			},
		)

	def test_rows_that_contradict_each_other(self) -> None:
		first = ["A1", "张三", "zhang@s.cn", "13800138000", "辅导员", ""]
		for other, code in (
			(["A1", "李四", "", "", "导师", ""], "name_differs"),
			(["A1", "张三", "zhang3@s.cn", "", "导师", ""], "email_differs"),
			(["A1", "张三", "", "13800138001", "导师", ""], "mobile_differs"),
			(["A2", "李四", "zhang@s.cn", "", "导师", ""], "email_repeated"),
			(["A2", "李四", "", "13800138000", "导师", ""], "mobile_repeated"),
		):
			with self.subTest(code):
				reading = read(first, other)
				self.assertEqual([(p.row, p.code, p.args) for p in reading.problems], [(3, code, (2,))])
				self.assertEqual([row.row for row in reading.rows], [2])

	def test_mail_domains(self) -> None:
		for good in ("school.edu.cn", "stu.a-b.cn"):
			self.assertTrue(staff_columns.is_mail_domain(good))
		for bad in ("", "school", "a b.cn", "@school.cn", "https://school.cn", "-a.cn", "school.cn/x"):
			self.assertFalse(staff_columns.is_mail_domain(bad), bad)
		with self.assertRaises(BadValue):
			staff_columns.email("a@b@c.cn")


class TestFirstWhole(TestCase):
	def test_the_first_period_that_lies_wholly_ahead(self) -> None:
		day = date(2026, 11, 28)
		for kind, first in (
			(Period.DAY, day),
			(Period.WEEK, date(2026, 11, 30)),
			(Period.MONTH, date(2026, 12, 1)),
			(Period.YEAR, date(2027, 9, 1)),
		):
			self.assertEqual(first_whole(kind, day), first)
		self.assertEqual(first_whole(Period.MONTH, date(2026, 12, 1)), date(2026, 12, 1))

	def test_terms_are_known_from_the_calendar(self) -> None:
		self.assertIsNone(first_whole(Period.TERM, TODAY))
