"""Lists as offices really keep them: headers, names, numbers, rooms, totals."""

import unittest
from datetime import date

from campus_safety.domain import plain_line
from campus_safety.domain.people import identity_card, room_words
from campus_safety.domain.sheets import sheet_values as values
from campus_safety.domain.sheets.number_form import as_text, changes_numbers
from campus_safety.domain.sheets.sheet_values import BadValue
from campus_safety.tests.domain.student_sheet_base import GOOD_ID, TODAY, codes, find_header, read
from campus_safety.tests.domain.table import rows


class TestNumbersAsShown(unittest.TestCase):
	@rows(
		(
			(1024017, "000000000", "001024017"),
			(1024017, "General", "1024017"),
			(17, '"2026"0000', "20260017"),
			(13800138000, "000-0000-0000", "138-0013-8000"),
			(20060305, '0000"-"00"-"00', "2006-03-05"),
			(1234567, "#,##0", "1234567"),
			(2005.1, "0.00", "2005.1"),
			(370102200501035008, "0", "3.70102200501035E+17"),
			(3.70102200501035e17, "General", "3.70102200501035E+17"),
			(999999999999999, "0", "999999999999999"),
			(-5, "000", "-5"),
		)
	)
	def test_text(self, value: float, form: str, wanted: str) -> None:
		self.assertEqual(as_text(value, form), wanted)

	@rows(
		(("0", False), ("#,##0", False), ("0.00", False), ("yyyy-mm-dd", False), ("@", False), ("000", True))
	)
	def test_which_formats_matter(self, form: str, wanted: bool) -> None:
		self.assertEqual(changes_numbers(form), wanted)


class TestHeaders(unittest.TestCase):
	@rows(
		tuple(
			(word, target)
			for target, words in {
				"student_no": "校内学号 学籍号",
				"college": "所属系部 系部名称 系别名称 所在系部 所属分院 所在二级学院名称",
				"unit": "行政班名称 专业班级 所在行政班 班级编号",
				"building": "楼栋名称 宿舍楼栋名称",
				"bed_no": "床位编号",
				"id_no": "居民身份证号 本人身份证号",
				"guardian_name": "监护人1姓名 学生家长姓名",
				"guardian_mobile": "监护人1电话 家长1手机",
				"guardian2_name": "监护人2姓名",
				"id_type": "证件类型",
				"card_no": "一卡通号",
			}.items()
			for word in words.split()
		)
	)
	def test_words_of_real_lists(self, word: str, target: str) -> None:
		header = find_header([["性别", "姓名", "年级", word]])
		self.assertEqual(header.columns[3].target, target)

	def test_the_own_number_wins_wherever_it_stands(self) -> None:
		for order in (("学籍号", "学号"), ("学号", "学籍号"), ("学籍号", "校内学号")):
			header = find_header([[*order, "姓名"]])
			own = next(column for column in header.columns if column.target == "student_no")
			self.assertEqual(own.header, order[0] if order[0] == "学号" else order[1])

	def test_a_name_of_somebody_else_is_not_the_students(self) -> None:
		header = find_header(
			[["学号", "班级", "辅导员", "", "监护人2", ""], ["", "", "姓名", "电话", "姓名", "电话"]]
		)
		self.assertEqual(
			[column.target for column in header.columns],
			["student_no", "unit", None, None, "guardian2_name", "guardian2_mobile"],
		)

	def test_two_lists_beside_each_other(self) -> None:
		self.assertEqual(find_header([["学号", "姓名", "", "学号", "姓名"]]).halves, (0, 3, 3))
		self.assertIsNone(find_header([["学号", "姓名", "班级", "姓名"]]).halves)


class TestNamesAndPapers(unittest.TestCase):
	def test_a_number_made_of_an_identity_number_names_nobody(self) -> None:
		for text in (GOOD_ID, f"G{GOOD_ID}", f"g-{GOOD_ID.lower()}"):
			with self.assertRaises(BadValue) as caught:
				values.student_no(text)
			self.assertEqual(caught.exception.code, "student_no_is_identity")
		self.assertEqual(values.student_no("202437010200123001"), "202437010200123001")

	def test_it_is_masked_in_whatever_column_it_stands(self) -> None:
		reading = read([f"G{GOOD_ID}", "张三", "1班"])
		self.assertEqual(codes(reading), [(2, "学号", "student_no_is_identity")])
		self.assertNotIn(GOOD_ID, reading.problems[0].value)

	@rows(
		(
			("阿卜杜拉﹒麦麦提", "阿卜杜拉·麦麦提"),
			("阿卜杜拉 · 麦麦提", "阿卜杜拉·麦麦提"),
			("⾼⽅", "高方"),
			("葛\U000e0100晓", "葛晓"),
			("张𬱖", "张𬱖"),
			("O’Brien Anna", "O’Brien Anna"),
		)
	)
	def test_names_as_a_search_finds_them(self, text: str, wanted: str) -> None:
		self.assertEqual(plain_line.person_name(text), wanted)
		self.assertEqual(values.person_name(values.visible(text)), wanted)

	def test_permanent_residents_have_checked_numbers(self) -> None:
		self.assertEqual(identity_card.parse("911410200506060032", TODAY).birth_date, date(2005, 6, 6))
		with self.assertRaises(identity_card.IdentityNumberError):
			identity_card.parse("911410200506060033", TODAY)

	def test_digits_lost_in_a_column_make_its_noughts_doubtful(self) -> None:
		number = next(
			first + "0"
			for day in range(1, 29)
			for serial in range(1, 10)
			if identity_card.check_character(first := f"370102200501{day:02}{serial}00") == "0"
		)
		headers = ("学号", "身份证号")
		self.assertEqual(codes(read(["1", number], headers=headers)), [])
		self.assertEqual(
			[code for *_place, code in codes(read(["1", number], ["2", "3.70102E+17"], headers=headers))],
			["digits_lost", "digits_lost"],
		)


class TestRoomsAndTotals(unittest.TestCase):
	@rows(
		(
			("1-101-4", [("1-101-4", ""), ("1-101", "4")]),
			("1号楼102-3床", [("1号楼102", "3")]),
			("1#103-2号床", [("1#103", "2")]),
			("1号楼-1层-106", [("1号楼-106", "")]),
			("1-12", [("1-12", "")]),
			("1号楼104室", [("1号楼104室", "")]),
		)
	)
	def test_rooms_with_beds(self, text: str, wanted: list) -> None:
		self.assertEqual([(place.room, place.bed) for place in room_words.places(text)], wanted)

	def test_totals_with_many_cells_are_no_mistake(self) -> None:
		reading = read(
			["1", "张三", "1班", "男"],
			["合  计", "45", "2个班", "男23女22"],
			["", "本页小计", "45人", "男23"],
			["共45人", "", "", ""],
			headers=("学号", "姓名", "班级", "性别"),
		)
		self.assertEqual((len(reading.rows), reading.problems), (1, []))
		reading = read(["20260001", "总计", "1班"])  # somebody's name, next to a number
		self.assertEqual(len(reading.rows), 1)

	def test_parents_with_remarks_and_the_dead(self) -> None:
		headers = ("学号", "父亲姓名", "父亲电话", "母亲姓名", "母亲电话")
		reading = read(["1", "王大(已故)", "无", "李氏(在外务工)", "13800138000"], headers=headers)
		self.assertEqual([guardian.name for guardian in reading.rows[0].guardians], ["李氏"])
		self.assertEqual(
			[(note.column, note.code) for note in reading.notes],
			[("父亲姓名", "guardian_dead"), ("母亲姓名", "guardian_remark")],
		)
