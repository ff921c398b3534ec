"""Real workbooks and CSV files, the good ones and the hostile ones, through the whole import."""

import csv
import io
import zipfile
from datetime import date
from pathlib import Path
from unittest.mock import patch

import frappe
import openpyxl
import pandas as pd
from frappe.utils import add_to_date, now_datetime

from campus_safety.access.secrets import decrypt
from campus_safety.domain import roles as r
from campus_safety.domain.people.identity_card import check_character
from campus_safety.domain.sheets.sheet_header import Problem
from campus_safety.engines.sheets import lifecycle, retention
from campus_safety.engines.sheets import run as importing
from campus_safety.engines.sheets import workbook as workbook_reader
from campus_safety.engines.sheets.messages import file_texts
from campus_safety.exceptions import ForeignFileError, ImportRefusedError
from campus_safety.services.people.student_import import write
from campus_safety.services.people.student_import.directory import building_key, room_key, split_path
from campus_safety.services.people.student_import.kind import StudentImport
from campus_safety.services.people.student_import.messages import explain, problem_texts
from campus_safety.tests import factories as make
from campus_safety.tests.base import CampusTestCase, WorldTestCase
from campus_safety.tests.http import HttpClient

TITLE = ["山东城市服务职业学院学生名单"]
HEADERS = ["学号", "姓名", "学院", "班级"]
COLLEGE, CLASS, OTHER_COLLEGE = "导入护理学院", "导入护理2601班", "导入机电学院"


def id_number(first_seventeen: str) -> str:
	return first_seventeen + check_character(first_seventeen)


ID = id_number("37078220080305101")  # 2008-03-05, male


def workbook(*rows, sheets: dict | None = None) -> bytes:
	"""An xlsx with these rows, or with these sheets."""
	book = openpyxl.Workbook()
	book.remove(book.active)
	for title, lines in (sheets or {"Sheet1": rows}).items():
		sheet = book.create_sheet(title)
		for line in lines:
			sheet.append(list(line))
	buffer = io.BytesIO()
	book.save(buffer)
	return buffer.getvalue()


def text_file(*rows, encoding: str = "utf-8") -> bytes:
	return "\r\n".join(",".join(row) for row in rows).encode(encoding)


def upload(content: bytes, file_name: str = "名单.xlsx", **values):
	"""What the form does: upload, then save."""
	file = frappe.get_doc(
		{"doctype": "File", "file_name": file_name, "is_private": 1, "content": content}
	).insert()
	document = frappe.get_doc({"doctype": "Campus Student Import", "file": file.file_url, **values})
	document.insert()
	return document


def previewed(content: bytes, file_name: str = "名单.xlsx", **values):
	document = upload(content, file_name, **values)
	importing.preview(document)
	return document


def run(document):
	"""Start it, and do at once what the worker would do."""
	with patch.object(frappe, "enqueue"):
		importing.start(document)
	importing.run(document.doctype, document.name, frappe.session.user)
	document.reload()
	return document


def imported(content: bytes, file_name: str = "名单.xlsx", **values):
	return run(previewed(content, file_name, **values))


def reasons(document) -> list[tuple[int, str, str]]:
	return [(row.row_no, row.column_header, row.reason) for row in document.issues]


class ImportTestCase(CampusTestCase):
	def setUp(self) -> None:
		super().setUp()
		# the messages are compared in English, whoever runs the import
		self.addCleanup(setattr, frappe.local, "lang", frappe.local.lang)
		frappe.local.lang = "en"
		language = patch.object(frappe, "set_user_lang")
		self.set_user_lang = language.start()
		self.addCleanup(language.stop)
		self.school = make.make_unit("导入学校", "School")
		self.college = make.make_unit(COLLEGE, "College", self.school)
		self.klass = make.make_unit(CLASS, "Class", self.college)
		self.building = make.make_dormitory("导入7号楼", "Building")
		self.room = make.make_dormitory("301", "Room", self.building)

	@property
	def office(self) -> str:
		return make.make_user("office@import.test", r.STUDENT_AFFAIRS)

	def student(self, student_no: str):
		return frappe.get_doc("Campus Student", student_no)

	def exists(self, student_no: str) -> bool:
		return bool(frappe.db.exists("Campus Student", student_no))


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
		brought = self.student("92600001")
		own = {"name", "student_no", "creation", "modified", "id_no_encrypted"}
		for field in typed.meta.get_valid_columns():
			if field not in own and not field.startswith("_"):
				self.assertEqual(brought.get(field) or None, typed.get(field) or None, field)
		before = frappe.db.get_value("Campus Student", "92600001", "*")
		brought.save()
		after = frappe.db.get_value("Campus Student", "92600001", "*")
		changed = {name for name in after if after[name] != before[name]}
		self.assertLessEqual(changed, {"modified"})

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


class TestRefusedRows(ImportTestCase):
	def test_every_bad_cell_with_row_column_and_reason(self) -> None:
		headers = [*HEADERS, "手机", "身份证号", "出生日期", "性别"]
		good = ["张三", COLLEGE, CLASS]
		document = imported(
			workbook(
				TITLE,
				headers,
				["92600001", "=CMD()", COLLEGE, CLASS, None, None, None, None],
				["92600002", *good, "1380013800", None, None, None],
				["92600003", *good, None, ID[:-1] + ("1" if ID[-1] != "1" else "2"), None, None],
				["92600004", "张三", COLLEGE, "没有这个班", None, None, None, None],
				["92600005", *good, None, None, "2006年2月30日", None],
				["92600006", *good, None, None, None, "男女"],
				["92600007", *good, None, None, None, None],
				["92600007", *good, None, None, None, None],
				[None, *good, None, None, None, None],
				["92600009", "x" * 61, COLLEGE, CLASS, None, None, None, None],
				["92600010", "张_x0000_三", COLLEGE, CLASS, None, None, None, None],
				["92600011", None, COLLEGE, CLASS, None, None, None, None],
				["92600012", "张三", OTHER_COLLEGE, CLASS, None, None, None, None],
			)
		)
		self.assertEqual((document.status, document.created, document.refused), ("Completed", 1, 12))
		found = {row: (column, reason) for row, column, reason in reasons(document)}
		for row, column, words in (
			(3, "姓名", "formula"),
			(4, "手机", "11 digits, here are 10"),
			(5, "身份证号", "check digit"),
			(6, "班级", "没有这个班"),
			(7, "出生日期", "no such day"),
			(8, "性别", "男、女"),
			(10, "学号", "as row 9"),
			(11, "学号", "student number is empty"),
			(12, "姓名", "longer than 60"),
			(13, "姓名", "control characters"),
			(14, "姓名", "gives no name"),
			(15, "班级", OTHER_COLLEGE),
		):
			with self.subTest(row):
				self.assertEqual(found[row][0], column)
				self.assertIn(words, found[row][1])
		self.assertTrue(self.exists("92600007"))
		self.assertNotIn(ID[:-1], frappe.as_json([row.as_dict() for row in document.issues]))

	def test_in_chinese(self) -> None:
		chinese = {}
		for path in Path(frappe.get_app_path("campus_safety", "translations")).rglob("*.csv"):
			with open(path, encoding="utf-8") as file:
				chinese |= {row[0]: row[1] for row in csv.reader(file)}
		with (
			patch("campus_safety.services.people.student_import.messages._", chinese.__getitem__),
			patch("campus_safety.engines.sheets.messages._", chinese.__getitem__),
		):
			for code, text in problem_texts().items():
				self.assertEqual(
					text.count("{"), next(k for k, v in chinese.items() if v == text).count("{"), code
				)
			file_texts()
			self.assertEqual(
				explain(Problem(5, "身份证号", "", "id_check_digit")),
				"第 5 行「身份证号」：校验位不对，请与身份证核对后重填",
			)

	def test_all_or_nothing(self) -> None:
		content = workbook(
			HEADERS, ["92600001", "张三", COLLEGE, CLASS], ["92600002", "李四", COLLEGE, "没有这个班"]
		)
		document = imported(content, mode="All or Nothing")
		self.assertEqual((document.status, document.created, document.refused), ("Failed", 0, 1))
		self.assertIn("nothing was written", document.error)
		self.assertFalse(self.exists("92600001"))
		self.assertTrue(document.report_file)

	def test_all_or_nothing_is_undone_when_it_breaks_in_the_middle(self) -> None:
		rows = [[f"9260{number:04}", "张三", "导入新学院", "导入新2601班"] for number in range(5)]
		document = previewed(workbook(HEADERS, *rows), mode="All or Nothing", create_missing_units=1)
		with patch.object(StudentImport, "write_chunk", 2), break_after(1):
			run(document)
		self.assertEqual(document.status, "Failed")
		self.assertFalse(self.exists("92600000"))
		self.assertFalse(frappe.db.exists("Campus Unit", {"unit_name": "导入新学院"}))
		self.assertEqual(run(document).created, 5)

	def test_good_rows_goes_on_after_a_break(self) -> None:
		"""Killed in the middle: what was committed stays, the second run writes the rest, nothing comes
		twice."""
		rows = [[f"9260{number:04}", "张三", COLLEGE, CLASS, f"1390013900{number}"] for number in range(5)]
		document = previewed(workbook([*HEADERS, "家长电话"], *rows))
		with patch.object(StudentImport, "write_chunk", 2), break_after(1):
			run(document)
		self.assertEqual((document.status, document.rows_done), ("Failed", 2))
		self.assertTrue(self.exists("92600001"))
		self.assertFalse(self.exists("92600002"))
		run(document)
		self.assertEqual(
			(document.status, document.created, document.changed, document.unchanged), ("Completed", 5, 0, 0)
		)
		self.assertEqual(frappe.db.count("Campus Student", {"name": ("like", "9260000%")}), 5)
		self.assertEqual(frappe.db.count("Campus Student Guardian", {"parent": ("like", "9260000%")}), 5)

	def test_a_killed_worker_can_be_taken_over_when_it_has_been_silent(self) -> None:
		document = previewed(workbook(HEADERS, ["92600001", "张三", COLLEGE, CLASS]))
		document.db_set({"status": "Running", "heartbeat": now_datetime()})
		with self.assertRaisesRegex(ImportRefusedError, "running already"):
			importing.start(document)
		document.db_set("heartbeat", add_to_date(now_datetime(), minutes=-11))
		self.assertEqual(run(document).status, "Completed")
		self.assertTrue(self.exists("92600001"))

	def test_cancelled(self) -> None:
		document = previewed(workbook(HEADERS, ["92600001", "张三", COLLEGE, CLASS]))
		with patch.object(frappe, "enqueue"):
			importing.start(document)
		lifecycle.cancel(document)
		importing.run(document.doctype, document.name, "Administrator")
		self.assertFalse(self.exists("92600001"))

	def test_marked_file(self) -> None:
		document = previewed(
			workbook(
				TITLE,
				[*HEADERS, "手机", "备注"],
				["92600001", "张三", COLLEGE, CLASS, "138", "=1+1"],
				["92600002", "李四", COLLEGE, CLASS, None, None],
			)
		)
		url = importing.make_report(document)
		file = frappe.get_doc("File", {"file_url": url, "attached_to_name": document.name})
		self.assertTrue(file.is_private)
		with open(file.get_full_path(), "rb") as stored:
			sheet = openpyxl.load_workbook(stored).active
		self.assertIn("1", sheet["A1"].value)
		bad = sheet["E4"]
		self.assertEqual((bad.value, bad.fill.fgColor.rgb), ("138", "FFFFC7CE"))
		self.assertIn("11 digits", bad.comment.text)
		self.assertEqual((sheet["G3"].value, sheet["F4"].data_type), ("Why Refused", "s"))
		self.assertIn("手机", sheet["G4"].value)
		self.assertIsNone(sheet["G5"].value)
		with open(file.get_full_path(), "rb") as stored:
			again = previewed(stored.read(), "again.xlsx")
		self.assertEqual((again.total, again.refused), (2, 1))


class TestStart(ImportTestCase):
	def test_only_after_a_preview_of_the_same_file_and_columns(self) -> None:
		document = upload(workbook(HEADERS, ["92600001", "张三", COLLEGE, CLASS]))
		with self.assertRaisesRegex(ImportRefusedError, "Preview the file first"):
			importing.start(document)
		importing.preview(document)
		file = frappe.get_doc("File", {"file_url": document.file, "attached_to_name": document.name})
		with open(file.get_full_path(), "wb") as stored:
			stored.write(workbook(HEADERS, ["92600009", "别人", COLLEGE, CLASS]))
		with self.assertRaisesRegex(ImportRefusedError, "changed after the preview"):
			importing.start(document)
		self.assertFalse(self.exists("92600009"))

	def test_what_a_client_sends_for_the_results_is_not_taken(self) -> None:
		document = upload(
			workbook(HEADERS, ["92600001", "张三", COLLEGE, CLASS]), status="Previewed", created=7
		)
		self.assertEqual((document.status, document.created), ("Draft", 0))
		document.update({"status": "Completed", "preview_key": "x", "report_file": "/private/files/x.xlsx"})
		document.save()
		self.assertEqual((document.status, document.preview_key, document.report_file), ("Draft", None, None))

	def test_queued_for_the_person_who_started_it(self) -> None:
		office = self.office
		with self.as_user(office):
			document = previewed(workbook(HEADERS, ["92600001", "张三", COLLEGE, CLASS]))
			with patch.object(frappe, "enqueue") as enqueue:
				importing.start(document)
			how = enqueue.call_args.kwargs
		self.assertEqual((how["queue"], how["run_as"], how["deduplicate"]), ("long", office, True))
		self.assertTrue(how["enqueue_after_commit"])
		importing.run(how["doctype"], how["name"], how["run_as"])
		self.set_user_lang.assert_called_with(office)
		self.assertEqual(frappe.db.get_value("Campus Student", "92600001", "owner"), office)

	def test_not_changed_or_deleted_while_it_runs(self) -> None:
		document = previewed(workbook(HEADERS, ["92600001", "张三", COLLEGE, CLASS]))
		document.db_set({"status": "Running", "heartbeat": now_datetime()})
		document.mode = "All or Nothing"
		with self.assertRaises(ImportRefusedError):
			document.save()
		with self.assertRaises(ImportRefusedError):
			frappe.get_doc(document.doctype, document.name).delete()

	def test_another_file_asks_for_a_new_preview(self) -> None:
		document = previewed(workbook(HEADERS, ["92600001", "张三", COLLEGE, CLASS]))
		other = frappe.get_doc(
			{
				"doctype": "File",
				"file_name": "b.xlsx",
				"is_private": 1,
				"content": workbook(HEADERS, ["92600002", "李四", COLLEGE, CLASS]),
			}
		).insert()
		document.file = other.file_url
		document.save()
		self.assertEqual((document.status, document.created, document.columns), ("Draft", 0, []))

	def test_somebody_elses_file_is_not_read(self) -> None:
		office = self.office
		secret = frappe.get_doc(
			{"doctype": "File", "file_name": "s.xlsx", "is_private": 1, "content": workbook(HEADERS)}
		).insert()
		with self.as_user(office):
			for url in (
				secret.file_url,
				"https://example.com/a.xlsx",
				"/files/a.xlsx",
				"/private/files/../site_config.json",
			):
				with self.subTest(url), self.assertRaises((ForeignFileError, ImportRefusedError)):
					document = frappe.get_doc({"doctype": "Campus Student Import", "file": url}).insert()
					importing.preview(document)


class TestHostileFiles(ImportTestCase):
	def assert_refused(self, content: bytes, words: str, file_name: str = "名单.xlsx") -> None:
		document = upload(content, file_name)
		with self.assertRaisesRegex(ImportRefusedError, words):
			importing.preview(document)
		self.assertEqual(frappe.db.get_value("Campus Student Import", document.name, "status"), "Draft")

	def test_what_it_really_is(self) -> None:
		for content, words in (
			(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600, r"old Excel format \(\.xls\)"),
			(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "password"),
			(b"<html><table><tr><td>\xe5\xad\xa6</td></tr></table></html>", "web page"),
			(b'<?xml version="1.0"?><Workbook></Workbook>', "web page"),
			(b"%PDF-1.7 ...", "PDF"),
			(b"\x89PNG\r\n\x1a\n....", "picture"),
			(b"\xff\xd8\xff\xe0....", "picture"),
			(b"Rar!....", "archive"),
			(b"MZ\x90\x00" + b"\x00" * 5000, "neither"),
			(bytes(range(256)) * 40, "neither|cannot be read"),
			(b"PK\x03\x04 broken", "damaged"),
			("学号,姓名\n1".encode("gbk") + b"\xff\xff", "cannot be read"),
		):
			with self.subTest(content[:12]):
				self.assert_refused(content, words)

	def test_packed_in_another_way(self) -> None:
		for parts, words in (
			({"word/document.xml": "<w/>"}, "text document"),
			({"content.xml": "", "mimetype": "x"}, "OpenDocument"),
			({"名单.xlsx": "PK"}, "archive"),
			({"xl/workbook.bin": "x"}, "xlsb"),
			({"xl/workbook.xml": "<x/>", "xl/vbaProject.bin": "x"}, "macros"),
			({"xl/workbook.xml": "<x/>", "xl/embeddings/a.zip": "x"}, "other files inside"),
			({"xl/workbook.xml": "<x/>", "xl/media/a.bin": b"PK\x03\x04rest"}, "other files inside"),
			({"xl/workbook.xml": '<!DOCTYPE x [<!ENTITY a "aa">]><x/>'}, "unsafe"),
			({"xl/workbook.xml": "<x/>"}, "damaged"),
		):
			with self.subTest(list(parts)):
				self.assert_refused(zipped(parts), words)

	def test_fifty_megabytes(self) -> None:
		document = upload(b"x")
		file = frappe.get_doc("File", {"file_url": document.file, "attached_to_name": document.name})
		with open(file.get_full_path(), "wb") as stored:
			stored.truncate(50 * 1024 * 1024)
		with self.assertRaisesRegex(ImportRefusedError, r"50\.0 MB; \d+ MB are allowed"):
			importing.preview(document)

	def test_zip_bombs(self) -> None:
		huge = b"<row/>" * 10_000_000
		bomb = zipped({"xl/workbook.xml": "<x/>", "xl/worksheets/sheet1.xml": huge})
		self.assertLess(len(bomb), 200_000)
		with (
			patch.object(pd, "ExcelFile") as opened,
			patch.object(openpyxl, "load_workbook") as loaded,
			patch.object(workbook_reader, "open_plain") as fast,
		):
			self.assert_refused(bomb, "was not opened")
			opened.assert_not_called()
			loaded.assert_not_called()
			fast.assert_not_called()
		many = zipped({"xl/workbook.xml": "<x/>", **{f"xl/a{number}.xml": "" for number in range(2100)}})
		self.assert_refused(many, "was not opened", "many.xlsx")

	def test_two_hundred_columns(self) -> None:
		wide = [f"列{number}" for number in range(196)]
		rows = ([*HEADERS, *wide], ["92600001", "张三", COLLEGE, CLASS, *wide])
		self.assert_refused(workbook(*rows), "200 columns")
		self.assert_refused(text_file(*rows), "200 columns", "wide.csv")

	def test_too_many_rows(self) -> None:
		with patch.object(StudentImport, "get_limits") as limits:
			limits.return_value = importing_limits(rows=3)
			document = upload(
				workbook(HEADERS, *[[str(92600000 + n), "张三", COLLEGE, CLASS] for n in range(4)])
			)
			with self.assertRaisesRegex(ImportRefusedError, "more than 3 rows"):
				importing.preview(document)

	def test_nothing_to_import(self) -> None:
		self.assert_refused(workbook(["a", "b"], ["1", "2"]), "No row with headers")
		self.assert_refused(workbook(HEADERS), "no row below", "2.xlsx")

	def test_nul_emoji_and_formulas_in_csv(self) -> None:
		document = imported(
			text_file(
				HEADERS,
				["92600001", "张\x00三", COLLEGE, CLASS],
				["92600002", "😀张三", COLLEGE, CLASS],
				["92600003", "=HYPERLINK(1)", COLLEGE, CLASS],
				["92600004", "@SUM(1)", COLLEGE, CLASS],
				["92600005", "-1+1", COLLEGE, CLASS],
			),
			"名单.csv",
		)
		self.assertEqual((document.created, document.refused), (1, 4))
		self.assertEqual(self.student("92600002").student_name, "😀张三")
		self.assertIn("control characters", reasons(document)[0][2])

	def test_a_stranger_gives_no_markup_to_the_form(self) -> None:
		document = previewed(
			workbook(
				HEADERS, ["92600001", "<img src=x onerror=alert(1)>", COLLEGE, "<script>alert(1)</script>"]
			)
		)
		self.assertNotIn("<script>", document.issues[0].value + document.issues[0].reason)


class ByOpenpyxl:
	"""The same files without calamine."""

	def setUp(self) -> None:
		super().setUp()
		slow = patch.object(workbook_reader, "open_plain", return_value=None)
		slow.start()
		self.addCleanup(slow.stop)


class TestGoodFilesByOpenpyxl(ByOpenpyxl, TestGoodFiles):
	pass


class TestRefusedRowsByOpenpyxl(ByOpenpyxl, TestRefusedRows):
	pass


class TestHostileFilesByOpenpyxl(ByOpenpyxl, TestHostileFiles):
	pass


class TestRetention(ImportTestCase):
	def test_lists_go_and_what_was_reported_stays(self) -> None:
		document = imported(workbook(HEADERS, ["1", "甲", COLLEGE, CLASS], ["", ID, COLLEGE, CLASS]))
		days = frappe.get_cached_doc("Campus Safety Settings").import_keep_days
		mine = {"attached_to_doctype": document.doctype, "attached_to_name": document.name}
		retention.delete_old_files(add_to_date(now_datetime(), days=days - 1))
		self.assertTrue(frappe.db.exists("File", mine), "not yet")
		retention.delete_old_files(add_to_date(now_datetime(), days=days + 1))
		self.assertFalse(frappe.db.exists("File", mine))
		document.reload()
		self.assertEqual(document.refused, 1)
		self.assertTrue(document.issues[0].reason)
		self.assertFalse(document.issues[0].value, "a refused cell may be an identity number")
		self.assertRaises(ImportRefusedError, importing.preview, document)


class TestWhoMay(WorldTestCase):
	def test_through_http(self) -> None:
		"""The office may; a counsellor, a mentor and a guest get nothing from any of the buttons."""
		office = HttpClient(self.world.users["student_affairs"])
		frappe.set_user(self.world.users["student_affairs"])
		document = upload(workbook(HEADERS, ["W9990001", "CANARY张三", "没有", "没有"]))
		frappe.set_user("Administrator")
		frappe.db.commit()
		self.addCleanup(self.remove, document.name)
		call = "campus_safety.api.student_import."
		for user in (
			self.world.users["counsellor"],
			self.world.by_role[r.MENTOR],
			self.world.by_role[r.COLLEGE_LEAD],
			None,
		):
			stranger = HttpClient(user)
			for method in ("preview", "start", "cancel", "make_marked_file", "progress"):
				with self.subTest(user=user, method=method):
					answer = stranger.call(call + method, name=document.name)
					self.assertIn(answer.status_code, (401, 403), answer.text)
					self.assertNotIn("CANARY", answer.text)
			for path in (
				"/api/resource/Campus Student Import",
				f"/api/resource/Campus Student Import/{document.name}",
			):
				answer = stranger.get(path)
				self.assertNotIn(document.name.encode(), answer.data if answer.status_code == 200 else b"")
				self.assertIn(answer.status_code, (401, 403))
			self.assertIn(stranger.get(document.file).status_code, (401, 403, 404))
		self.assertEqual(frappe.db.get_value("Campus Student Import", document.name, "status"), "Draft")
		self.assertEqual(
			office.get("/api/method/" + call + "preview", name=document.name).status_code, 403
		)  # a GET
		answer = office.call(call + "preview", name=document.name)
		self.assertEqual((answer.status_code, answer.json["message"]["status"]), (200, "Previewed"))
		self.assertEqual(answer.json["message"]["refused"], 1)

	def remove(self, name: str) -> None:
		frappe.set_user("Administrator")
		frappe.delete_doc("Campus Student Import", name, force=True)
		frappe.db.commit()


class TestPlaces(CampusTestCase):
	def test_buildings_and_rooms_as_people_write_them(self) -> None:
		for text in (
			"1号楼",
			"1#",
			"1#楼",
			"一号楼",
			"1栋",
			"1幢",
			"第1宿舍楼",
			"1号公寓",
			"１号楼".translate({0xFF11: "1"}),
		):
			self.assertEqual(building_key(text), "1", text)
		self.assertEqual(building_key("十二号楼"), "12")
		self.assertEqual(building_key("东区3号楼"), "东区3")
		self.assertEqual([room_key(text) for text in ("301室", "301", "301房间")], ["301"] * 3)
		for text in ("1号楼301", "1号楼 301", "1#301", "1-301", "1栋301室", "1#-301"):
			found = split_path(text)
			self.assertEqual((building_key(found[0]), room_key(found[1])), ("1", "301"), text)
		self.assertIsNone(split_path("301"))


def importing_limits(**values):
	from campus_safety.engines.sheets.file_check import Limits

	return Limits(**{"file_bytes": 20 * 1024 * 1024, "rows": 50_000, "columns": 60, **values})


def zipped(parts: dict) -> bytes:
	buffer = io.BytesIO()
	with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
		for name, content in parts.items():
			archive.writestr(name, content)
	return buffer.getvalue()


class break_after:  # reads as a phrase
	"""The worker dies after so many chunks."""

	def __init__(self, chunks: int):
		self.left = chunks
		self.write = write.write_rows
		self.patch = patch.object(write, "write_rows", self)

	def __call__(self, rows) -> None:
		if not self.left:
			raise RuntimeError("power cut")
		self.left -= 1
		self.write(rows)

	def __enter__(self):
		self.patch.start()

	def __exit__(self, *_) -> None:
		self.patch.stop()
