"""Exports of screening platforms as they come: every row a sitting, or refused with the reason and without the score."""

from datetime import datetime
from unittest import TestCase

from campus_safety.domain.psychology.sitting_sheet import (
	Sheet,
	find_header,
	item_number,
	read_rows,
	seconds,
)
from campus_safety.domain.sheets.sheet_values import BadValue

SCL = Sheet({"躯体化": "躯体化", "抑郁": "抑郁", "人际关系敏感": "人际关系敏感"}, items=90)
PHQ = Sheet(items=10, option_values=frozenset((0, 1, 2, 3)))


def read(rows: list[list], sheet: Sheet = SCL):
	header = find_header([[cell or "" for cell in row] for row in rows], sheet)
	return read_rows(rows, header, sheet)


class TestHeaders(TestCase):
	def test_a_title_merged_headers_and_factors(self) -> None:
		found = read(
			[
				["示范职业学院2026级新生心理普测结果", "", "", "", "", ""],
				["学号", "姓名", "班级", "总分", "因子分", ""],
				["", "", "", "", "躯体化", "抑郁"],
				["2026001", "张三", "软件2601班", "132", "1.25", "1.85"],
			]
		)
		self.assertEqual(found.problems, [])
		(sitting,) = found.sittings
		self.assertEqual((sitting.total, dict(sitting.factors)), (132, {"躯体化": 1.25, "抑郁": 1.85}))
		self.assertEqual((sitting.name, sitting.unit, sitting.row), ("张三", "软件2601班", 4))

	def test_words_that_platforms_use(self) -> None:
		header = find_header(
			[
				[
					"账号",
					"真实姓名",
					"部门",
					"完成时间",
					"作答用时(秒)",
					"总得分",
					"预警级别",
					"抑郁因子分",
					"人际关系敏感得分",
				]
			],
			SCL,
		)
		self.assertEqual(
			[column.target for column in header.columns],
			[
				"student_no",
				"student_name",
				"class_name",
				"taken_at",
				"seconds",
				"total",
				"grade",
				"factor",
				"factor",
			],
		)

	def test_items(self) -> None:
		for header, number in (
			("1", 1),
			("第9题", 9),
			("Q10", 10),
			("题目03", 3),
			("9.", 9),
			("备注", None),
			("2026", None),
		):
			self.assertEqual(item_number(header), number, header)
		found = read([["学号", *(f"第{n}题" for n in range(1, 11))], ["2026001", *"0120001010"]], PHQ)
		self.assertEqual(dict(found.sittings[0].items), dict(enumerate([0, 1, 2, 0, 0, 0, 1, 0, 1, 0], 1)))

	def test_an_item_that_the_scale_has_not(self) -> None:
		header = find_header([["学号", "姓名", "第11题"]], PHQ)
		self.assertIsNone(header.columns[2].target)


class TestRows(TestCase):
	HEAD = ["学号", "姓名", "班级", "测评时间", "用时", "总分", "抑郁", "知情同意"]

	def rows(self, *rows):
		return read([self.HEAD, *(list(row) for row in rows)])

	def test_scores_as_text_and_numbers_as_floats(self) -> None:
		found = self.rows(("20260001.0", "张三", "", "2026/9/18 14:05", "4分5秒", "16 分", "1.50", "同意"))
		(sitting,) = found.sittings
		self.assertEqual((sitting.student_no, sitting.total, sitting.seconds), ("20260001", 16, 245))
		self.assertEqual(sitting.taken_at, datetime(2026, 9, 18, 14, 5))
		self.assertIs(sitting.agreed, True)

	def test_what_is_refused_and_shows_no_score(self) -> None:
		for code, row in (
			("digits_lost", ("3.7010E+17", "张三", "", "", "", "16", "", "")),
			("student_no_missing", ("", "张三", "", "", "", "16", "", "")),
			("score_form", ("2026001", "张三", "", "", "", "十六", "", "")),
			("formula", ("2026001", "张三", "", "", "", "16", "-3.2", "")),
			("time_form", ("2026001", "张三", "", "昨天", "", "16", "", "")),
			("time_impossible", ("2026001", "张三", "", "2026-02-30 10:00", "", "16", "", "")),
			("no_score", ("2026001", "张三", "", "", "", "", "", "")),
			("cell_error", ("2026001", "张三", "", "", "", None, "", "")),
			("consent_form", ("2026001", "张三", "", "", "", "16", "", "也许")),
		):
			found = self.rows(row)
			self.assertEqual([problem.code for problem in found.problems][:1], [code], row)
			self.assertEqual(found.sittings, [])
			self.assertNotIn("十六", [problem.value for problem in found.problems])
			self.assertNotIn("-3.2", [problem.value for problem in found.problems])

	def test_the_same_twice_and_two_sittings(self) -> None:
		row = ("2026001", "张三", "", "2026-09-18 14:05", "", "16", "", "")
		other = ("2026001", "张三", "", "2026-09-18 15:05", "", "12", "", "")
		found = self.rows(row, row, other)
		self.assertEqual((len(found.sittings), found.repeated), (2, 1))

	def test_a_refusal_needs_no_score(self) -> None:
		found = self.rows(("2026001", "张三", "", "", "", "", "", "不同意"))
		self.assertIs(found.sittings[0].agreed, False)

	def test_totals_signatures_and_repeated_headers_are_no_rows(self) -> None:
		found = self.rows(
			("", "", "", "", "", "", "", ""),
			tuple(self.HEAD),
			("2026001", "张三", "", "", "", "16", "", ""),
			("合计", "1人", "", "", "", "", "", ""),
			("制表：李老师", "", "", "", "", "", "", ""),
		)
		self.assertEqual((len(found.sittings), found.problems), (1, []))

	def test_excel_days_and_an_answer_outside_its_options(self) -> None:
		found = self.rows(("2026001", "", "", "46283.5", "", "1", "", ""))
		self.assertEqual(found.sittings[0].taken_at, datetime(2026, 9, 18, 12, 0))
		found = read([["学号", "第1题", "第2题"], ["2026001", "4", "1"]], PHQ)
		self.assertEqual([problem.code for problem in found.problems], ["answer_value"])

	def test_times_taken(self) -> None:
		for text, value in (
			("245", 245),
			("00:04:05", 245),
			("4分5秒", 245),
			("1小时2分", 3720),
			("95秒", 95),
		):
			self.assertEqual(seconds(text), value, text)
		with self.assertRaises(BadValue):
			seconds("很快")
