"""Files made to hurt, how long they stay, who may."""

from unittest.mock import patch

import frappe
import openpyxl
import pandas as pd
from frappe.utils import add_to_date, now_datetime

from campus_safety.domain import roles as r
from campus_safety.engines.sheets import retention
from campus_safety.engines.sheets import run as importing
from campus_safety.engines.sheets import workbook as workbook_reader
from campus_safety.exceptions import ImportRefusedError
from campus_safety.services.people.student_import.kind import StudentImport
from campus_safety.tests.base import WorldTestCase
from campus_safety.tests.bases.student_imports import (
	CLASS,
	COLLEGE,
	HEADERS,
	ID,
	ByOpenpyxl,
	ImportTestCase,
	imported,
	importing_limits,
	previewed,
	reasons,
	text_file,
	upload,
	workbook,
	zipped,
)
from campus_safety.tests.http import HttpClient


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
