"""Lists that colleges really have."""

from datetime import date

import frappe

from campus_safety.access.secrets import decrypt
from campus_safety.engines.sheets import run as importing
from campus_safety.exceptions import ImportRefusedError
from campus_safety.tests import factories as make
from campus_safety.tests.bases.student_imports import (
	CLASS,
	COLLEGE,
	HEADERS,
	ID,
	OTHER_COLLEGE,
	TITLE,
	ByOpenpyxl,
	ImportTestCase,
	id_number,
	imported,
	previewed,
	reasons,
	run,
	text_file,
	workbook,
)


class TestGoodFiles(ImportTestCase):
	def test_the_list_a_college_has(self) -> None:
		document = imported(
			workbook(
				TITLE,
				["填表单位：护理学院", None, "2026年9月"],
				[
					"序号",
					"班级（全称）",
					"学 号*",
					"姓名",
					"性别",
					"身份证号码",
					"出生日期",
					"手机(必填)",
					"寝室",
					"床号",
					"家长姓名",
					"联系电话",
					"与学生关系",
					"住宿类型",
				],
				[
					"=ROW()-3",
					CLASS,
					92600001.0,
					" 张 三 ",
					"男",
					ID,
					date(2008, 3, 5),
					13800138000,
					"导入7#301室",
					2,
					"张大",
					"１３９００１３９０００",
					"父子",
					"住校",
				],
				[
					2,
					CLASS,
					"９２６００００２",
					"李四😀",
					"女",
					None,
					39512,
					"138-0013-8001",
					"导入7号楼 301",
					"3",
					None,
					None,
					None,
					None,
				],
			)
		)
		self.assertEqual((document.status, document.sheet, document.header_row), ("Completed", "Sheet1", 3))
		self.assertEqual(
			(document.total, document.created, document.changed, document.unchanged, document.refused),
			(2, 2, 0, 0, 0),
		)
		student = self.student("92600001")
		self.assertEqual(student.student_name, "张三")
		self.assertEqual((student.unit, student.college), (self.klass, self.college))
		self.assertEqual(
			(student.gender, student.birth_date, student.is_minor),
			("Male", date(2008, 3, 5), student.is_minor),
		)
		self.assertEqual(
			(student.dormitory, student.dormitory_building, student.bed_no), (self.room, self.building, "2")
		)
		self.assertEqual(student.mobile, "13800138000")
		self.assertEqual((student.residence_type, student.status), ("Dormitory", "Enrolled"))
		self.assertEqual(
			[(g.guardian_name, g.mobile, g.relation, g.is_primary) for g in student.guardians],
			[("张大", "13900139000", "父亲", 1)],
		)
		self.assertEqual(self.student("92600002").student_name, "李四😀")
		self.assertEqual(self.student("92600002").birth_date, date(2008, 3, 5))

	def test_identity_numbers_are_stored_masked_and_encrypted(self) -> None:
		imported(workbook([*HEADERS, "身份证号"], ["92600001", "张三", COLLEGE, CLASS, ID]))
		stored = frappe.db.get_value("Campus Student", "92600001", ["id_no", "id_no_encrypted"])
		self.assertEqual(stored[0], ID[:4] + "*" * 10 + ID[-4:])
		self.assertNotIn(ID, stored[1])
		self.assertEqual(decrypt(stored[1]), ID)

	def test_what_is_imported_is_what_the_form_would_have_saved(self) -> None:
		"""Field by field against a document saved by its controller, and it saves again without a change."""
		imported(
			workbook(
				[*HEADERS, "身份证号", "宿舍", "家长电话"],
				["92600001", "张三", COLLEGE, CLASS, ID, "导入7号楼301", "13900139000"],
			)
		)
		brought = self.student("92600001")
		before = frappe.db.get_value("Campus Student", "92600001", "*")
		brought.save()
		after = frappe.db.get_value("Campus Student", "92600001", "*")
		changed = {name for name in after if after[name] != before[name]}
		self.assertLessEqual(changed, {"modified"})
		brought.delete()  # nobody has the same identity number under two student numbers
		typed = frappe.get_doc(
			{
				"doctype": "Campus Student",
				"student_no": "92600002",
				"student_name": "张三",
				"unit": self.klass,
				"id_no": ID,
				"dormitory": self.room,
				"guardians": [{"guardian_name": "张三家长", "relation": "监护人", "mobile": "13900139000"}],
			}
		).insert()
		typed.reload()
		own = {"name", "student_no", "creation", "modified", "id_no_encrypted"}
		for field in typed.meta.get_valid_columns():
			if field not in own and not field.startswith("_"):
				self.assertEqual(brought.get(field) or None, typed.get(field) or None, field)

	def test_csv_in_gbk(self) -> None:
		document = imported(
			text_file(["名单"], HEADERS, ["92600001", "张三", COLLEGE, CLASS], encoding="gbk"), "名单.csv"
		)
		self.assertEqual((document.created, document.sheet), (1, "gb18030"))
		self.assertEqual(self.student("92600001").student_name, "张三")

	def test_csv_in_utf_8_and_utf_16(self) -> None:
		for number, encoding in (("92600001", "utf-8"), ("92600002", "utf-8-sig"), ("92600003", "utf-16")):
			with self.subTest(encoding):
				rows = (HEADERS, [number, "张三", COLLEGE, CLASS])
				self.assertEqual(imported(text_file(*rows, encoding=encoding), f"{number}.csv").created, 1)

	def test_the_first_sheet_with_headers_is_taken_and_named(self) -> None:
		document = previewed(
			workbook(
				sheets={
					"说明": [["填写说明"]],
					"26级": [HEADERS, ["92600001", "张三", COLLEGE, CLASS]],
					"25级": [HEADERS],
				}
			)
		)
		self.assertEqual(document.sheet, "26级")
		self.assertIn("25级", frappe.parse_json(document.preview)["other_sheets"])

	def test_empty_cells_and_missing_columns_do_not_erase(self) -> None:
		imported(
			workbook(
				[*HEADERS, "手机", "家庭住址", "家长姓名", "家长电话"],
				["92600001", "张三", COLLEGE, CLASS, "13800138000", "山东潍坊", "张大", "13900139000"],
			)
		)
		document = imported(
			workbook(["学号", "手机", "床号", "家长姓名", "家长电话"], ["92600001", None, "4", "张大", None]),
			"2.xlsx",
		)
		self.assertEqual((document.changed, document.refused), (1, 0))
		student = self.student("92600001")
		self.assertEqual(
			(student.mobile, student.home_address, student.bed_no), ("13800138000", "山东潍坊", "4")
		)
		self.assertEqual([(g.guardian_name, g.mobile) for g in student.guardians], [("张大", "13900139000")])

	def test_again_changes_nothing(self) -> None:
		content = workbook(
			[*HEADERS, "身份证号", "家长姓名", "家长电话", "母亲电话", "出生日期", "宿舍"],
			[
				"92600001",
				"张三",
				COLLEGE,
				CLASS,
				ID,
				"张大",
				"13900139000",
				"13900139001",
				"2008年3月5日",
				"导入7号楼301",
			],
		)
		self.assertEqual(imported(content).created, 1)
		stamp = frappe.db.get_value("Campus Student", "92600001", "modified")
		rows = frappe.get_all("Campus Student Guardian", filters={"parent": "92600001"}, pluck="name")
		document = imported(content, "again.xlsx")
		self.assertEqual((document.created, document.changed, document.unchanged), (0, 0, 1))
		self.assertEqual(frappe.db.get_value("Campus Student", "92600001", "modified"), stamp)
		self.assertCountEqual(
			frappe.get_all("Campus Student Guardian", filters={"parent": "92600001"}, pluck="name"), rows
		)
		self.assertEqual(len(rows), 2)

	def test_changes_are_shown_before_and_written_after(self) -> None:
		make.make_student("92600001", self.klass, student_name="张三", mobile="13800138000")
		make.make_unit("导入护理2602班", "Class", self.college)
		content = workbook(
			["学号", "姓名", "班级", "手机", "身份证号"],
			["92600001", "张三", "导入护理2602班", "13800138001", ID],
		)
		document = previewed(content)
		self.assertEqual((document.created, document.changed), (0, 1))
		shown = frappe.parse_json(document.preview)["changed"][0]
		self.assertEqual(shown["student_no"], "92600001")
		self.assertIn(["Mobile", "13800138000", "13800138001"], shown["changes"])
		self.assertNotIn(ID, document.preview)
		self.assertEqual(self.student("92600001").mobile, "13800138000")
		run(document)
		student = self.student("92600001")
		self.assertEqual((student.mobile, student.unit), ("13800138001", "导入护理2602班"))
		self.assertEqual(decrypt(student.id_no_encrypted), ID)

	def test_a_changed_identity_number_with_the_same_mask(self) -> None:
		"""The mask shows eight characters only; the rest is compared in the clear."""
		others = (id_number(f"370782200804{day:02}101") for day in range(1, 31))
		other = next(number for number in others if number[-4:] == ID[-4:])
		imported(workbook([*HEADERS, "身份证号"], ["92600001", "张三", COLLEGE, CLASS, ID]))
		document = imported(workbook(["学号", "身份证号"], ["92600001", other]), "2.xlsx")
		self.assertEqual(document.changed, 1)
		self.assertEqual(decrypt(self.student("92600001").id_no_encrypted), other)

	def test_class_is_found_within_the_college(self) -> None:
		other_college = make.make_unit(OTHER_COLLEGE, "College", self.school)
		twin = make.make_unit(CLASS, "Class", other_college)
		document = imported(
			workbook(HEADERS, ["92600001", "张三", OTHER_COLLEGE, CLASS], ["92600002", "李四", None, CLASS])
		)
		self.assertEqual(self.student("92600001").unit, twin)
		self.assertIn(f"several classes “{CLASS}”", reasons(document)[0][2])

	def test_missing_units_and_rooms_are_made_when_asked_for(self) -> None:
		content = workbook(
			[*HEADERS, "年级", "宿舍"],
			["92600001", "张三", "导入新学院", "导入新2601班", "2026", "导入9号楼502"],
			["92600002", "李四", "导入新学院", "导入新2601班", None, "导入9#502"],
			["92600003", "王五", COLLEGE, CLASS, None, "导入7号楼 302"],
			["92600004", "", COLLEGE, "导入空2601班", None, None],
		)
		refused = previewed(content)
		self.assertEqual((refused.created, refused.refused), (0, 4))
		self.assertIn("the school has no class “导入新2601班” in “导入新学院”", reasons(refused)[0][2])
		document = imported(content, "2.xlsx", create_missing_units=1, create_missing_rooms=1)
		self.assertEqual((document.created, document.refused), (3, 1))
		student = self.student("92600001")
		unit = frappe.get_doc("Campus Unit", student.unit)
		self.assertEqual(
			(unit.unit_name, unit.grade, unit.college), ("导入新2601班", "2026", student.college)
		)
		self.assertEqual(student.dormitory, self.student("92600002").dormitory)
		self.assertEqual(
			frappe.db.get_value("Campus Dormitory", self.student("92600003").dormitory, "building"),
			self.building,
		)
		self.assertFalse(frappe.db.exists("Campus Unit", {"unit_name": "导入空2601班"}))

	def test_columns_corrected_by_hand(self) -> None:
		document = previewed(
			workbook(
				["人员编码", "姓名", "学院", "班级", "学号"], ["92600001", "张三", COLLEGE, CLASS, "x/1"]
			)
		)
		self.assertEqual((document.created, document.refused), (0, 1))
		document.columns[0].target, document.columns[4].target = "Student No", "Ignore"
		document.save()
		self.assertEqual(document.status, "Draft")
		importing.preview(document)
		self.assertEqual((document.status, document.created, document.refused), ("Previewed", 1, 0))
		document.columns[4].target = "Student No"
		document.save()
		with self.assertRaisesRegex(ImportRefusedError, "Two columns are set to"):
			importing.preview(document)

	def test_without_a_student_number_it_says_so_and_does_not_start(self) -> None:
		document = previewed(workbook(["编码", "姓名", "班级"], ["92600001", "张三", CLASS]))
		self.assertEqual(document.status, "Draft")
		self.assertIn("Student No", document.error)
		with self.assertRaises(ImportRefusedError):
			importing.start(document)


class TestGoodFilesByOpenpyxl(ByOpenpyxl, TestGoodFiles):
	pass
