"""Rows that are refused, when an import may start, places it makes."""

import csv
from pathlib import Path
from unittest.mock import patch

import frappe
import openpyxl
from frappe.utils import add_to_date, now_datetime

from campus_safety.domain.people.room_words import building_key, room_key, split_path
from campus_safety.domain.sheets.sheet_header import Problem
from campus_safety.engines.sheets import lifecycle
from campus_safety.engines.sheets import run as importing
from campus_safety.engines.sheets.messages import file_texts
from campus_safety.exceptions import ForeignFileError, ImportRefusedError
from campus_safety.services.people.student_import.kind import StudentImport
from campus_safety.services.people.student_import.messages import explain, problem_texts
from campus_safety.tests.base import CampusTestCase
from campus_safety.tests.bases.student_imports import (
	CLASS,
	COLLEGE,
	HEADERS,
	ID,
	OTHER_COLLEGE,
	TITLE,
	ByOpenpyxl,
	ImportTestCase,
	break_after,
	imported,
	previewed,
	reasons,
	run,
	upload,
	workbook,
)


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
		self.assertEqual(sheet["A1"].value, TITLE[0])  # every row stays where it was
		bad = sheet["E3"]
		self.assertEqual((bad.value, bad.fill.fgColor.rgb), ("138", "FFFFC7CE"))
		self.assertIn("11 digits", bad.comment.text)
		self.assertEqual(sheet["F3"].data_type, "s")
		self.assertTrue(sheet["G2"].value.startswith("Why Refused: 1 rows refused"))
		self.assertIn("手机", sheet["G3"].value)
		self.assertIsNone(sheet["G4"].value)
		with open(file.get_full_path(), "rb") as stored:
			again = previewed(stored.read(), "again.xlsx")
		self.assertEqual((again.total, again.refused), (2, 1))


class TestRefusedRowsByOpenpyxl(ByOpenpyxl, TestRefusedRows):
	pass


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
			with patch.object(lifecycle, "enqueue_once") as enqueue:
				importing.start(document)
			how = enqueue.call_args.kwargs
		self.assertEqual((how["queue"], how["run_as"]), ("long", office))
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
