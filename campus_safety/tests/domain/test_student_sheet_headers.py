"""Headers as colleges write them, and what each means."""

import unittest

from campus_safety.domain.people.student_columns import TARGETS
from campus_safety.domain.people.student_sheet import read_rows
from campus_safety.domain.sheets.sheet_header import plain_header
from campus_safety.tests.domain.student_sheet_base import TODAY, columns_from_choice, find_header, target_of


class TestHeaders(unittest.TestCase):
	def test_synonyms(self) -> None:
		for target, words in {
			"student_no": "学号 校内学号 学生编号",
			"student_name": "姓名 学生姓名",
			"gender": "性别",
			"id_no": "身份证号 身份证号码 证件号码",
			"college": "学院 系部 院系 二级学院",
			"unit": "班级 行政班 班级名称",
			"grade": "年级",
			"dormitory": "宿舍 宿舍号 寝室 房间号",
			"building": "宿舍楼 楼栋 楼号",
			"bed_no": "床号 床位",
			"mobile": "手机 手机号 联系电话 学生电话",
			"guardian_name": "家长姓名 监护人",
			"guardian_mobile": "家长电话 监护人电话",
			"guardian_relation": "与学生关系 关系",
			"father_name": "父亲姓名",
			"mother_mobile": "母亲电话",
			"home_address": "家庭住址",
			"birth_date": "出生日期 出生年月",
			"residence_type": "住宿类型 住宿方式",
			"status": "学籍状态 状态",
		}.items():
			for word in words.split():
				with self.subTest(word):
					self.assertEqual(target_of(word), target)

	def test_every_synonym_means_one_thing(self) -> None:
		words = [word for target in TARGETS for word in target.synonyms]
		self.assertEqual(len(words), len(set(words)))
		for target in TARGETS:
			for word in target.synonyms:
				self.assertEqual(target_of(word), target.name, word)

	def test_decorated(self) -> None:
		for header, word in (
			("手机（必填）", "手机"),
			("手机(必填", "手机"),
			("*学号", "学号"),
			("学号*", "学号"),
			("学 号", "学号"),
			("学\n号", "学号"),
			("\u3000姓\u3000名\u3000", "姓名"),
			("身份证号码【18位】", "身份证号码"),
			("身份证号18位", "身份证号"),
			("出生日期 格式：2006-03-05", "出生日期"),
			("性别：", "性别"),
			("1.学号", "学号"),
			("ＳＴＵＤＥＮＴ＿ＮＯ", "studentno"),
			("学号\u200b", "学号"),
			("\xa0班级", "班级"),
		):
			with self.subTest(header):
				self.assertEqual(plain_header(header), word)

	def test_title_rows_above(self) -> None:
		rows = [
			["山东城市服务职业学院2026级学生名单"],
			["填表单位：护理学院", "", "", "填表时间：2026.9"],
			[],
			["序号", "班级", "学号", "姓名"],
			["1", "护理2601班", "20260001", "张三"],
		]
		header = find_header(rows)
		self.assertEqual(header.row, 3)
		self.assertEqual(
			[(c.index, c.target) for c in header.columns if c.target],
			[
				(1, "unit"),
				(2, "student_no"),
				(3, "student_name"),
			],
		)

	def test_no_header(self) -> None:
		for rows in ([], [[]], [["a", "b"], ["1", "2"]], [["姓名"]], [["20260001", "张三"]]):
			self.assertIsNone(find_header(rows))

	def test_two_lines(self) -> None:
		rows = [
			["学生信息表"],
			["学号", "姓名", "班级", "家长信息", "", "", "母亲", ""],
			["", "", "", "姓名", "电话", "与学生关系", "姓名", "电话"],
			["20260001", "张三", "护理1班", "张大", "13800138000", "父", "李氏", "13900139000"],
		]
		header = find_header(rows)
		self.assertEqual((header.first_row, header.row), (1, 2))
		self.assertEqual(
			[column.target for column in header.columns],
			[
				"student_no",
				"student_name",
				"unit",
				"guardian_name",
				"guardian_mobile",
				"guardian_relation",
				"mother_name",
				"mother_mobile",
			],
		)
		row = read_rows(rows, header, TODAY).rows[0]
		self.assertEqual(row.row, 4)
		self.assertEqual([(g.name, g.relation) for g in row.guardians], [("张大", "父亲"), ("李氏", "母亲")])

	def test_second_telephone_is_the_parents(self) -> None:
		header = find_header([["学号", "姓名", "联系电话", "家长姓名", "联系电话"]])
		self.assertEqual(
			[c.target for c in header.columns][2:], ["mobile", "guardian_name", "guardian_mobile"]
		)
		header = find_header([["学号", "姓名", "家长姓名", "联系电话", "家长电话"]])
		self.assertEqual(
			[c.target for c in header.columns][2:], ["guardian_name", "mobile", "guardian_mobile"]
		)

	def test_same_header_twice(self) -> None:
		header = find_header([["学号", "姓名", "班级", "姓名"]])
		self.assertEqual([c.target for c in header.columns], ["student_no", "student_name", "unit", None])

	def test_choice_of_a_person(self) -> None:
		columns = columns_from_choice([(0, "编码", "student_no"), (1, "学号", "Ignore"), (2, "备注", None)])
		self.assertEqual([c.target for c in columns], ["student_no", None, None])
