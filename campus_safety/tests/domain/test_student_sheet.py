"""The lists colleges really have, as tables of what stands in a cell and what it means."""

import unittest
from datetime import date

from campus_safety.domain.people.student_sheet import TARGETS, VOCABULARY, GuardianRow, read_rows
from campus_safety.domain.sheets import sheet_values as values
from campus_safety.domain.sheets.sheet_header import plain_header
from campus_safety.domain.sheets.sheet_values import BadValue

find_header, target_of = VOCABULARY.find_header, VOCABULARY.target_of
columns_from_choice = VOCABULARY.columns_from_choice

TODAY = date(2026, 11, 25)
GOOD_ID = "370782200603051015"  # 2006-03-05, male
GOOD_ID_X = "11010519491231002X"  # the standard's own example, female


def read(*rows, headers=("学号", "姓名", "班级")):
	table = [list(headers), *[list(row) for row in rows]]
	return read_rows(table, find_header(table), TODAY)


def codes(reading) -> list[tuple[int, str, str]]:
	return [(problem.row, problem.column, problem.code) for problem in reading.problems]


class TestHeaders(unittest.TestCase):
	def test_synonyms(self) -> None:
		for target, words in {
			"student_no": "学号 学籍号 学生编号",
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
			values.mobile,
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
			values.phone,
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
			values.choice(values.GENDERS),
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
			values.choice(values.RESIDENCES),
			{"住校": "Dormitory", "走读生": "Day Student", "校外租房": "Off Campus", "走 读": "Day Student"},
		)
		self.assert_reads(
			values.choice(values.STATUSES),
			{
				"在读": "Enrolled",
				"顶岗实习": "Internship",
				"休学": "Suspended",
				"退学": "Withdrawn",
				"毕业": "Graduated",
			},
		)
		self.assert_reads(
			values.relation,
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
		self.assertEqual(set(values.GENDERS.values()), {"Male", "Female"})
		self.assertEqual(set(values.RESIDENCES.values()), {"Dormitory", "Off Campus", "Day Student"})
		self.assertEqual(
			set(values.STATUSES.values()), {"Enrolled", "Internship", "Suspended", "Withdrawn", "Graduated"}
		)


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


if __name__ == "__main__":
	unittest.main()
