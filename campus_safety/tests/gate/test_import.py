"""Real files of access-control programs through the whole import, the good ones and the hostile ones."""

import csv
import io
import json
import re
from unittest.mock import patch

import frappe
import openpyxl
from frappe.utils import add_to_date, now_datetime
from pypdf import PdfWriter

from campus_safety.domain import roles as r
from campus_safety.engines.sheets import lifecycle
from campus_safety.engines.sheets import run as importing
from campus_safety.engines.sheets.file_check import Limits
from campus_safety.exceptions import ImportRefusedError, OutOfScopeError
from campus_safety.services.gate import events, messages, push, retention
from campus_safety.services.gate.sheet import GateImport
from campus_safety.tests import factories as make
from campus_safety.tests.base import WorldTestCase
from campus_safety.tests.gate.base import DEVICE, EVENT, IMPORT, NUMBERS, GateTestCase, ago, make_device
from campus_safety.tests.http import HttpClient
from campus_safety.tests.world import NEIGHBOUR

HEADERS = ["学号", "姓名", "时间", "方向", "流水号"]


def line(number: int, student: str = NUMBERS[0], minutes: int = 10, direction: str = "进") -> list[str]:
	return [student, "张三", ago(minutes=minutes), direction, f"F{number}"]


def text_file(*rows, encoding: str = "utf-8") -> bytes:
	buffer = io.StringIO()
	csv.writer(buffer).writerows(rows)
	return buffer.getvalue().encode(encoding)


def workbook(*rows) -> bytes:
	book = openpyxl.Workbook()
	for row in rows:
		book.active.append(list(row))
	buffer = io.BytesIO()
	book.save(buffer)
	return buffer.getvalue()


def empty_pdf() -> bytes:
	"""A page that can be read: v16 opens each PDF itself before anybody else does."""
	writer, buffer = PdfWriter(), io.BytesIO()
	writer.add_blank_page(72, 72)
	writer.write(buffer)
	return buffer.getvalue()


def document_moment(device: str) -> str:
	return str(frappe.get_all(EVENT, filters={"device": device}, pluck="event_time")[0])


def upload(content: bytes, device: str, file_name: str = "门禁.csv", **values):
	file = frappe.get_doc(
		{"doctype": "File", "file_name": file_name, "is_private": 1, "content": content}
	).insert()
	return frappe.get_doc(
		{"doctype": "Campus Gate Import", "device": device, "file": file.file_url, **values}
	).insert()


def previewed(content: bytes, device: str, file_name: str = "门禁.csv", **values):
	document = upload(content, device, file_name, **values)
	importing.preview(document)
	return document


def run(document):
	importing.start(document)
	importing.run(document.doctype, document.name, frappe.session.user)
	document.reload()
	return document


def imported(content: bytes, device: str, file_name: str = "门禁.csv", **values):
	return run(previewed(content, device, file_name, **values))


class TestFiles(GateTestCase):
	def test_cards_and_attempts_that_were_refused(self) -> None:
		frappe.db.set_value("Campus Student", NUMBERS[0], "card_no", "0012345678")
		headers = ["卡号", "时间", "方向", "认证结果"]
		document = previewed(
			text_file(
				headers,
				["0012345678", ago(minutes=9), "进", "成功"],
				["0012345678", ago(minutes=8), "进", "失败"],
				["0099", ago(minutes=7), "进", "成功"],
			),
			self.door,
		)
		found = json.loads(document.preview)
		self.assertEqual((document.created, document.refused, found["failed"]), (1, 1, 1))
		self.assertEqual(document.issues[0].column_header, "卡号")
		run(document)
		self.assertEqual([found[:2] for found in self.events()], [(NUMBERS[0], "In")])
		again = imported(
			text_file(headers, ["0012345678", document_moment(self.door), "进", "成功"]),
			self.door,
			"again.csv",
		)
		self.assertEqual((again.created, again.unchanged), (0, 1))

	def test_csv_and_xlsx_in_every_encoding(self) -> None:
		table = ([HEADERS, line(1)], [HEADERS, line(2)], [HEADERS, line(3)], [HEADERS, line(4)])
		contents = (
			(text_file(*table[0], encoding="gb18030"), "甲.csv"),
			(text_file(*table[1], encoding="utf-8-sig"), "乙.csv"),
			(text_file(*table[2], encoding="utf-16"), "丙.csv"),
			(workbook(["1号楼门禁"], *table[3]), "丁.xlsx"),
		)
		for content, file_name in contents:
			document = imported(content, self.door, file_name)
			self.assertEqual(
				(document.status, document.created, document.refused), ("Completed", 1, 0), file_name
			)
		self.assertEqual([event[2] for event in self.events()], ["F1", "F2", "F3", "F4"])

	def test_the_same_file_twice_inserts_nothing(self) -> None:
		content = text_file(HEADERS, *[line(number, NUMBERS[number % 4]) for number in range(50)])
		first, again = imported(content, self.door), imported(content, self.door, "再次.csv")
		self.assertEqual((first.created, first.unchanged), (50, 0))
		self.assertEqual((again.created, again.unchanged, again.refused), (0, 50, 0))
		self.assertEqual(len(self.events()), 50)

	def test_what_was_sent_is_known_to_the_file(self) -> None:
		row = line(1)
		sent = {"event_id": "F1", "student_no": row[0], "time": row[2], "direction": "in"}
		push.take(frappe.get_doc(DEVICE, self.door), [sent], None)
		document = imported(text_file(HEADERS, row, line(2)), self.door)
		self.assertEqual((document.created, document.unchanged), (1, 1))

	def test_wrong_rows_are_named_and_block_nothing(self) -> None:
		future = f"{add_to_date(now_datetime(), days=1):%Y-%m-%d %H:%M:%S}"
		document = imported(
			text_file(
				HEADERS,
				line(1),
				["G9999999", "李四", ago(minutes=5), "进", "F2"],
				["G2026😀", "王五", ago(minutes=5), "进", "F3"],
				[NUMBERS[1], "赵六", future, "进", "F4"],
				[NUMBERS[1], "赵六", "2026-02-30 10:00:00", "进", "F5"],
				[NUMBERS[1], "赵六", "=NOW()", "进", "F6"],
				[NUMBERS[1], "赵六", ago(minutes=5), "0", "F7"],
				[NUMBERS[1], "赵六", ago(days=90), "进", "F8"],
				line(9, NUMBERS[2]),
			),
			self.door,
		)
		self.assertEqual((document.status, document.created, document.refused), ("Completed", 2, 7))
		self.assertEqual([event[2] for event in self.events()], ["F1", "F9"])
		self.assertEqual(
			[(row.row_no, row.column_header) for row in document.issues],
			[(3, "学号"), (4, "学号"), (5, "时间"), (6, "时间"), (7, "时间"), (8, "方向"), (9, "时间")],
		)
		self.assertTrue(document.report_file)
		self.assertEqual(document.issues[0].reason, messages.problem_text("student_unknown"))

	def test_all_or_nothing(self) -> None:
		content = text_file(HEADERS, line(1), ["G9999999", "李四", ago(minutes=5), "进", "F2"])
		document = imported(content, self.door, mode="All or Nothing")
		self.assertEqual((document.status, document.created, document.refused), ("Failed", 0, 1))
		self.assertEqual(self.events(), [])

	def test_a_killed_run_goes_on(self) -> None:
		document = previewed(text_file(HEADERS, *[line(number) for number in range(10)]), self.door)
		written, left = events.write, [2]

		def write(*args):
			if not left[0]:
				raise RuntimeError("power cut")
			left[0] -= 1
			written(*args)

		with patch.object(GateImport, "write_chunk", 3), patch.object(events, "write", write):
			run(document)
			self.assertEqual((document.status, document.rows_done), ("Failed", 6))
			self.assertEqual(len(self.events()), 6)
			left[0] = 9
			run(document)
		self.assertEqual((document.status, document.created, document.unchanged), ("Completed", 10, 0))
		self.assertEqual(len(self.events()), 10)

	def test_a_cancelled_run_stops(self) -> None:
		document = previewed(text_file(HEADERS, line(1)), self.door)
		importing.start(document)
		lifecycle.cancel(document)
		importing.run(document.doctype, document.name, "Administrator")
		self.assertEqual(frappe.db.get_value(IMPORT, document.name, "status"), "Cancelled")
		self.assertEqual(self.events(), [])

	def test_columns_are_remembered(self) -> None:
		odd = ["甲列", "乙列", "丙列", "学号", "方向"]
		rows = [["x", line(1)[2], "F1", NUMBERS[0], "进"], ["x", line(2)[2], "F2", NUMBERS[1], "出"]]
		document = upload(text_file(odd, *rows), self.gate)
		importing.preview(document)
		self.assertEqual(document.status, "Draft")
		self.assertIn("Event Time", document.error)
		for column in document.columns:
			column.target = {"乙列": "Event Time", "丙列": "Event ID"}.get(column.header, column.target)
		document.save()
		importing.preview(document)
		self.assertEqual(run(document).created, 2)
		second = imported(
			text_file(["东门通行记录"], odd, ["x", line(3)[2], "F3", NUMBERS[2], "进"]), self.gate, "次日.csv"
		)
		self.assertEqual((second.status, second.created), ("Completed", 1))
		self.assertEqual(self.events(device=self.door), [])

	def test_a_device_of_one_direction_needs_no_column(self) -> None:
		headers = ["学号", "时间"]
		self.assertIn("Direction", previewed(text_file(headers, line(1)[0:3:2]), self.door).error)
		entry = make_device("门禁入口", direction="In")
		self.assertEqual(imported(text_file(headers, line(1)[0:3:2]), entry).created, 1)

	def test_a_dorm_manager_imports_for_own_doors(self) -> None:
		manager = make.make_user("gatedoor@campus.test", r.DORM_MANAGER)
		make.assign(manager, "Dorm Manager", "Dormitory", dormitory=self.building)
		with self.as_user(manager):
			self.assertEqual(previewed(text_file(HEADERS, line(1)), self.door).status, "Previewed")
			with self.assertRaises(OutOfScopeError):
				upload(text_file(HEADERS, line(2)), self.gate, "东门.csv")

	def test_old_imports_are_deleted(self) -> None:
		old, running = (
			upload(text_file(HEADERS, line(1)), self.door),
			upload(text_file(HEADERS, line(2)), self.door),
		)
		new = upload(text_file(HEADERS, line(3)), self.door)
		long_ago = add_to_date(now_datetime(), days=-200)
		frappe.db.set_value(IMPORT, {"name": ("in", (old.name, running.name))}, "creation", long_ago)
		frappe.db.set_value(IMPORT, running.name, "status", "Running")
		copies = frappe.db.count("Deleted Document")
		retention.delete_old_imports(now_datetime())
		left = {document.name for document in (old, running, new) if frappe.db.exists(IMPORT, document.name)}
		self.assertEqual(left, {running.name, new.name})
		self.assertFalse(
			frappe.db.exists("File", {"attached_to_doctype": IMPORT, "attached_to_name": old.name})
		)
		self.assertEqual(frappe.db.count("Deleted Document"), copies)

	def test_another_device_or_mapping_asks_for_a_new_preview(self) -> None:
		document = previewed(text_file(HEADERS, line(1)), self.door)
		document.device = self.gate
		document.save()
		self.assertEqual((document.status, document.preview_key), ("Draft", None))
		with self.assertRaises(ImportRefusedError):
			importing.start(document)

	def test_nobody_writes_what_the_app_writes(self) -> None:
		document = previewed(text_file(HEADERS, line(1)), self.door)
		document.update({"status": "Completed", "created": 99})
		document.save()
		self.assertEqual((document.status, document.created), ("Previewed", 1))
		with self.assertRaises(frappe.PermissionError):
			frappe.get_doc(
				{
					"doctype": "Campus Gate Event",
					"student": NUMBERS[0],
					"event_time": now_datetime(),
					"direction": "In",
					"device": self.door,
					"event_id": "x",
					"unit": self.unit,
				}
			).insert()


class TestRefusedFiles(GateTestCase):
	def assert_refused(self, content: bytes, words: str, file_name: str = "门禁.csv") -> None:
		with self.assertRaisesRegex(ImportRefusedError, words):
			previewed(content, self.door, file_name)

	def test_not_a_table(self) -> None:
		self.assert_refused(empty_pdf(), "PDF", "a.pdf")
		self.assert_refused(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"x" * 100, "old Excel", "a.xls")
		self.assert_refused(b"PK\x03\x04broken", "damaged", "a.xlsx")
		self.assert_refused(bytes(range(128, 256)) * 40, "characters|neither", "b.csv")
		self.assert_refused(text_file(["a", "b"], ["1", "2"]), "学号", "c.csv")

	def test_limits(self) -> None:
		document = upload(text_file(HEADERS, line(1)), self.door)
		file = frappe.get_doc("File", {"file_url": document.file, "attached_to_name": document.name})
		with open(file.get_full_path(), "ab") as stored:
			stored.truncate(51 * 1024 * 1024)
		with self.assertRaisesRegex(ImportRefusedError, r"51\.0 MB; 50 MB"):
			importing.preview(document)
		with patch.object(
			GateImport, "get_limits", return_value=Limits(file_bytes=10**6, rows=3, columns=60)
		):
			self.assert_refused(text_file(HEADERS, *[line(n) for n in range(4)]), "more than 3 rows", "d.csv")

	def test_every_code_has_a_sentence(self) -> None:
		texts = {**messages.problem_texts(), **messages.file_texts()}
		for code, text in texts.items():
			self.assertRegex(text, re.compile(r"\w{3}"), code)


class TestWhoMay(WorldTestCase):
	def test_through_http(self) -> None:
		"""The offices may; a counsellor, a mentor and a guest get nothing from any of the buttons."""
		device = make_device("世界导入门")
		frappe.db.commit()
		with_office = self.world.by_role[r.SECURITY_OFFICE]
		frappe.set_user(with_office)
		document = upload(text_file(HEADERS, line(1, NEIGHBOUR), line(2, "CANARY-nobody")), device)
		frappe.set_user("Administrator")
		frappe.db.commit()
		self.addCleanup(self.remove, document.name, device)
		call = "campus_safety.api.gate."
		for user in (
			self.world.users["counsellor"],
			self.world.by_role[r.MENTOR],
			self.world.by_role[r.COLLEGE_LEAD],
			self.world.by_role[r.DORM_MANAGER],
			self.world.users["administrator_of_site"],
			None,
		):
			stranger = HttpClient(user)
			for method in ("preview", "start", "cancel", "make_marked_file", "progress"):
				answer = stranger.call(call + method, name=document.name)
				self.assertIn(answer.status_code, (401, 403), (user, method, answer.text))
				self.assertNotIn("CANARY", answer.text)
			self.assertIn(stranger.get(f"/api/resource/{IMPORT}/{document.name}").status_code, (401, 403))
			self.assertIn(stranger.get(document.file).status_code, (401, 403, 404))
		office = HttpClient(with_office)
		answer = office.call(call + "preview", name=document.name)
		self.assertEqual(
			(answer.status_code, answer.json["message"]["status"]), (200, "Previewed"), answer.text
		)
		self.assertEqual((answer.json["message"]["created"], answer.json["message"]["refused"]), (1, 1))

	def remove(self, name: str, device: str) -> None:
		frappe.set_user("Administrator")
		frappe.delete_doc(IMPORT, name, force=True)
		frappe.db.delete(EVENT, {"device": device})
		frappe.delete_doc(DEVICE, device, force=True)
		frappe.db.commit()
