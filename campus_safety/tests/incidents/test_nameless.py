"""The channel without a name: never refused, never lost, nothing of the sender anywhere; back by the receipt alone."""

import base64
import io
import json
import os
import threading
from datetime import timedelta
from pathlib import Path

import frappe
from frappe.utils import now_datetime
from PIL import Image

from campus_safety.access import nameless
from campus_safety.access.secrets import decrypt
from campus_safety.domain.incidents import receipt
from campus_safety.exceptions import ChannelClosedError, CodeError, ReportStepError
from campus_safety.services.incidents import filing, floods, help_lines, questions, receipts, senders
from campus_safety.services.incidents.filing import Told
from campus_safety.tests.base import WorldTestCase
from campus_safety.tests.bases.incidents import REPORT, SENDER, ReportTestCase, make_intake
from campus_safety.tests.http import HttpClient

API = "campus_safety.api.reports"
ADDRESS, DEVICE, PLACE = "198.51.100.213", "CANARYDEVICE/7.3", "CANARYPLACE.test"


class TestReceipt(ReportTestCase):
	def look(self, code: str, now=None) -> dict:
		now = now or now_datetime()
		floods.validate_look(self.token(now), now)
		return receipts.get_one(senders.find_by_code(code).report)

	def token(self, now) -> str:
		given = floods.begin(floods.LOOK, now - timedelta(seconds=floods.floods.LONGEST_WAIT))
		return given["token"]

	def test_sixteen_digits_however_written_down(self) -> None:
		code = self.tell().code
		self.assertRegex(code, r"^\d{4}-\d{4}-\d{4}-\d{4}$")
		for written in (code, code.replace("-", ""), code.replace("-", " "), f" {code} "):
			self.assertEqual(self.look(written)["state"], "Received")

	def test_kept_as_a_keyed_digest_alone(self) -> None:
		code = self.tell().code
		sender = frappe.get_doc(SENDER, {"report": self.newest().name})
		digits = receipt.digits_of(code)
		self.assertNotIn(digits, json.dumps(sender.as_dict(), default=str))
		self.assertNotEqual(sender.code_key, receipt.key_of(digits, b"another site"))
		self.assertFalse(sender.reporter or sender.contact or sender.person_key)

	def test_what_the_reporter_sees_names_nobody(self) -> None:
		self.write()
		code = self.tell("晚自习后独自哭泣的那个女生").code
		report = self.newest()
		with self.as_user(self.intake):
			report.student = self.student
			report.reload()
		shown = json.dumps(self.look(code), ensure_ascii=False, default=str)
		student = frappe.get_doc("Campus Student", self.student)
		for word in (student.student_name, student.name, student.unit, self.intake, "哭泣"):
			self.assertNotIn(word, shown)

	def test_one_question_and_its_answer(self) -> None:
		code, report = self.tell().code, self.newest()
		with self.as_user(self.intake):
			questions.ask(report, "他住哪一栋楼？", "1号楼\n2号楼", now_datetime())
			self.assertRaises(ReportStepError, questions.ask, report, "几班？", "", now_datetime())
		self.assertEqual(
			self.look(code)["question"], {"text": "他住哪一栋楼？", "choices": ["1号楼", "2号楼"]}
		)
		with self.as_user("Guest"):
			questions.answer(report.name, "1号楼", now_datetime())
		row = frappe.get_doc(REPORT, report.name).questions[0]
		self.assertEqual(decrypt(row.answer), "1号楼")
		self.assertNotIn("1号楼", row.answer)
		self.assertIsNone(self.look(code)["question"])
		told = frappe.get_all(
			"Campus Message Outbox", {"subject": ("like", f"%{report.name}%")}, pluck="recipient"
		)
		self.assertIn(self.intake, told)

	def test_a_code_in_a_text_is_refused(self) -> None:
		code = self.tell().code
		for text in (f"我的码是{code}", f"码 {code.replace('-', ' ')} 请回复"):
			self.assertRaises(ReportStepError, self.tell, text)
			self.assertRaises(ReportStepError, questions.answer, self.newest().name, text, now_datetime())
		self.tell("订单号1234567812345678的外卖被人下了药")

	def test_a_wrong_code_costs_time_and_locks_nobody_out(self) -> None:
		code, now = self.tell().code, now_datetime()
		self.assertEqual(floods.begin(floods.LOOK, now)["wait"], 0)
		waits = []
		for _try in range(3):
			floods.note_wrong(now)
			waits.append(floods.begin(floods.LOOK, now)["wait"])
		self.assertEqual(waits, [2, 4, 6])
		given = floods.begin(floods.LOOK, now)
		with self.assertRaises(CodeError):
			floods.validate_look(given["token"], now)
		later = now + timedelta(seconds=given["wait"])
		floods.validate_look(given["token"], later)
		with self.assertRaises(CodeError):  # one look, one token
			floods.validate_look(given["token"], later)
		self.assertEqual(senders.find_by_code(code).report, self.newest().name)
		for wrong in ("", "1", "0000-0000-0000-0000", "x" * 400):
			self.assertRaises(CodeError, senders.find_by_code, wrong)
		self.assertEqual(
			floods.begin(floods.REPORT, now)["wait"], 0
		)  # whoever reports waits for nobody's tries

	def test_a_forged_token_opens_nothing(self) -> None:
		now = now_datetime()
		report_token, given = floods.begin(floods.REPORT, now)["token"], self.token(now)
		changed = given[:-1] + ("1" if given.endswith("0") else "0")
		for token in ("", "1.0.look.aa.bb", report_token, changed, "x" * 300):
			with self.assertRaises(CodeError, msg=token):
				floods.validate_look(token, now)


class TestChannel(ReportTestCase):
	def test_closed_while_nobody_takes_reports(self) -> None:
		frappe.db.set_value(
			"Campus Network Assignment",
			{"position": "Report Intake"},
			"status",
			"Ended",
			update_modified=False,
		)
		frappe.db.set_single_value("Campus Safety Settings", "report_phone", "0531-110")
		phone = help_lines.get_phone_on_duty(now_datetime())
		with self.assertRaisesRegex(ChannelClosedError, phone):
			self.tell()
		self.assertTrue(self.write(self.stranger).name)  # by name it is taken all the same

	def test_who_cannot_log_in_takes_no_reports(self) -> None:
		frappe.db.set_value("User", self.intake, "enabled", 0)
		with self.assertRaises(ChannelClosedError):
			self.tell()

	def test_help_is_said_before_and_after(self) -> None:
		filed = self.tell("我不想活了，救救我")
		self.assertTrue(filed.help)
		self.assertFalse(self.tell("食堂有人插队打架").help)
		lines = help_lines.get_lines(now_datetime())
		self.assertEqual(lines["hotline"], "12356")
		self.assertTrue(lines["phone"])

	def test_the_same_token_twice_is_one_report(self) -> None:
		now = now_datetime()
		token = floods.begin(floods.REPORT, now)["token"]
		told, before = Told("楼道里有人抽烟"), frappe.db.count(REPORT)
		codes = {filing.file_nameless(told, "", token, now).code for _try in range(3)}
		self.assertEqual(frappe.db.count(REPORT) - before, 1)
		self.assertEqual(len(codes), 3)

	def test_a_flood_waits_in_the_tray_and_calls_once(self) -> None:
		frappe.db.set_single_value("Campus Safety Settings", "report_slow_after", 2)
		now = now_datetime()
		for number in range(12):
			filing.file_nameless(Told(f"第{number}件事"), "", floods.begin(floods.REPORT, now)["token"], now)
		self.assertEqual(frappe.db.count(REPORT, {"tray": 1, "facts": ("is", "set")}), 10)
		tray = frappe.get_all(REPORT, {"tray": 1}, pluck="name")
		self.assertFalse(
			frappe.get_all(
				"Campus Alert", {"reference_name": ("in", tray), "kind": "Abnormal Report to Take"}
			)
		)
		keys = {
			"idempotency_key": ("like", f"report|tray|Normal|{now:%Y%m%d%H}|%"),
			"recipient": self.intake,
			"channel": "System",
		}
		self.assertEqual(frappe.db.count("Campus Message Outbox", keys), 1)
		self.assertGreater(floods.begin(floods.REPORT, now)["wait"], 0)
		patient = floods.begin(floods.REPORT, now - timedelta(seconds=90))["token"]
		self.assertTrue(floods.arrive(patient, now + timedelta(seconds=61)).ripe)

	def test_a_photo_tells_nothing_of_its_maker(self) -> None:
		picture, exif = Image.new("RGB", (40, 30), "red"), Image.Exif()
		exif[0x010F], exif[0x0132] = "CANARYMAKER", "2026:11:30 08:00:00"
		out = io.BytesIO()
		picture.save(out, "JPEG", exif=exif, comment=b"CANARYCOMMENT")
		given = out.getvalue()
		self.assertIn(b"CANARYMAKER", given)
		now = now_datetime()
		content = "data:image/jpeg;base64," + base64.b64encode(given).decode()
		with self.as_user("Guest"):
			filing.file_nameless(
				Told("墙上写着这些字"), content, floods.begin(floods.REPORT, now)["token"], now
			)
		report = self.newest()
		file = frappe.get_doc("File", {"file_url": report.photo})
		path = Path(file.get_full_path())
		self.addCleanup(lambda: path.unlink(missing_ok=True))
		kept = path.read_bytes()
		for word in (b"CANARYMAKER", b"CANARYCOMMENT", b"2026:11:30", b"Exif"):
			self.assertNotIn(word, kept)
		self.assertTrue(file.is_private)
		self.assertEqual((file.creation.hour, file.creation.minute), (0, 0))
		self.assertEqual(os.stat(path).st_mtime % 60, 0)
		self.assertNotIn("Guest", (file.owner,))

	def test_what_is_no_photo_is_refused_before_anything_is_stored(self) -> None:
		before, now = frappe.db.count(REPORT), now_datetime()
		for content in ("data:image/jpeg;base64,AAAA", "no base64 at all!"):
			with self.assertRaises(frappe.ValidationError):
				filing.file_nameless(Told("看这里"), content, "", now)
		self.assertEqual(frappe.db.count(REPORT), before)


class TestOverHttp(WorldTestCase):
	"""On committed rows, as a phone sends them; what was written is taken away again."""

	@classmethod
	def setUpClass(cls) -> None:
		super().setUpClass()
		make_intake(cls.world)
		frappe.db.commit()
		cls.known = set(frappe.get_all(REPORT, pluck="name"))
		cls.addClassCleanup(cls.sweep)

	@classmethod
	def sweep(cls) -> None:
		"""Rows go as rows: a report is never deleted."""
		frappe.db.rollback()
		made = [name for name in frappe.get_all(REPORT, pluck="name") if name not in cls.known]
		alerts = frappe.get_all("Campus Alert", {"reference_name": ("in", made or [""])}, pluck="name")
		for table in ("Campus Report Sign", "Campus Report Question", "Campus Report Deadline"):
			frappe.db.delete(table, {"parent": ("in", made or [""])})
		for table in ("Campus Alert Recipient", "Campus Alert Event"):
			frappe.db.delete(table, {"parent": ("in", alerts or [""])})
		frappe.db.delete("Campus Alert", {"name": ("in", alerts or [""])})
		frappe.db.delete(SENDER, {"report": ("in", made or [""])})
		of_records = {"reference_doctype": ("in", (REPORT, SENDER)), "sequence": 0, "kind": ("!=", "Begun")}
		frappe.db.delete("Campus Seal Leaf", of_records)
		frappe.db.delete("Notification Log", {"document_type": REPORT})
		frappe.db.delete("Campus Message Outbox", {"idempotency_key": ("like", "report|%")})
		frappe.db.delete(REPORT, {"name": ("in", made or [""])})
		frappe.db.delete(
			"Campus Network Assignment", {"holder_user": "intake@world.test", "position": "Report Intake"}
		)
		frappe.db.delete("User Permission", {"user": "intake@world.test"})
		frappe.db.commit()
		frappe.cache.delete_keys("campus_report")

	def setUp(self) -> None:
		super().setUp()
		frappe.cache.delete_keys("campus_report")

	def phone(self) -> HttpClient:
		client = HttpClient(None)
		client.headers |= {
			"X-Forwarded-For": ADDRESS,
			"User-Agent": DEVICE,
			"Referer": f"https://{PLACE}/",
		}
		return client

	def send(self, facts: str):
		return self.phone().call(f"{API}.send", facts=facts, signs=["Conflict"])

	def test_two_hundred_in_a_minute_from_one_address(self) -> None:
		"""Four at a time, as fast as they come: none refused, none lost."""
		before, answers, lock = frappe.db.count(REPORT), [], threading.Lock()
		headers, numbers = self.phone().headers, iter(range(200))

		def run() -> None:
			while True:
				with lock:
					number = next(numbers, None)
				if number is None:
					return
				answer = self.post_raw(headers, number)
				with lock:
					answers.append(answer)

		workers = [threading.Thread(target=run) for _each in range(4)]
		for worker in workers:
			worker.start()
		for worker in workers:
			worker.join()
		frappe.db.rollback()
		self.assertEqual({status for status, _code in answers}, {200})
		self.assertEqual(len({code for _status, code in answers}), 200)
		self.assertEqual(frappe.db.count(REPORT) - before, 200)
		self.assertGreater(frappe.db.count(REPORT, {"tray": 1}), 0)

	def post_raw(self, headers: dict, number: int) -> tuple[int, str]:
		from frappe.app import application
		from werkzeug.test import Client

		answer = Client(application, use_cookies=False).post(
			f"/api/method/{API}.send",
			json={"facts": f"洪水中的第{number}条：走廊尽头有争吵"},
			headers=headers,
			environ_base={"REMOTE_ADDR": ADDRESS},
		)
		return answer.status_code, (answer.get_json() or {}).get("message", {}).get("code", "")

	def test_nothing_of_the_sender_is_anywhere(self) -> None:
		code = self.send("CANARYFACTS 有人在天台").get_json()["message"]["code"]
		token = self.phone().call(f"{API}.begin", purpose="look").get_json()["message"]["token"]
		looked = self.phone().call(f"{API}.look", token=token, code=code)
		self.assertEqual(looked.get_json()["message"]["state"], "Received")
		page = self.phone().get("/campus-report")
		self.assertEqual(page.status_code, 200)
		wrong = self.phone().call(f"{API}.look", token=token, code=code)
		self.assertEqual(wrong.status_code, 404)
		for answer in (looked, page, wrong):
			self.assertIn("no-store", answer.headers["Cache-Control"])
			self.assertEqual(answer.headers["Referrer-Policy"], "no-referrer")
		for word in (ADDRESS, DEVICE, PLACE, "CANARYFACTS", receipt.digits_of(code), code):
			self.assertEqual(self.tables_with(word), [], word)
			self.assertEqual(self.logs_with(word), [], word)
			self.assertEqual(self.cached_with(word), [], word)

	def test_by_name_no_row_tells_both(self) -> None:
		"""Written in the Desk, by REST and on the page: the report and its writer stand side by side nowhere in plain text."""
		user = self.world.users["other_counsellor"]
		client = HttpClient(user)
		doc = {"doctype": REPORT, "name": "new-campus-abnormal-report-1", "__islocal": 1}
		doc |= {"facts": "走廊里有人哭", "signs": [{"sign": "Emotion"}]}
		answers = (
			client.call("frappe.desk.form.save.savedocs", doc=json.dumps(doc), action="Save"),
			client.post(f"/api/resource/{REPORT}", **doc),
			client.call(f"{API}.file_by_name", key="12345678", facts="楼梯上有人哭"),
		)
		self.assertEqual([answer.status_code for answer in answers], [200] * 3, answers[0].text[-300:])
		for answer in answers:
			self.assertNotIn('"deadlines": [{', answer.text)
		made = set(frappe.get_all(REPORT, pluck="name")) - self.known
		mine = frappe.get_all(SENDER, {"person_key": senders.person_key(user)}, pluck="report")
		self.assertEqual((len(mine), set(mine) - made), (3, set()))
		for name in mine:
			self.assertEqual(self.tables_with(name, user), [])
			self.assertEqual(client.get(f"/api/resource/{REPORT}/{name}").status_code, 403)

	def test_the_search_finds_what_there_is(self) -> None:
		self.send("一条用来试搜索的报告")
		name = frappe.get_all(REPORT, order_by="creation desc", limit=1, pluck="name")[0]
		self.assertIn(f"tab{REPORT}", self.tables_with(name))

	def test_no_counter_is_of_an_address(self) -> None:
		self.send("又一条报告")
		keys = [key.decode() for key in frappe.cache.keys("*campus_report*")]
		self.assertTrue(keys)
		self.assertFalse([key for key in keys if ADDRESS in key])

	def test_only_these_addresses_are_nameless(self) -> None:
		self.assertTrue(nameless.is_nameless("/campus-report"))
		self.assertTrue(nameless.is_nameless("/", f"{API}.send"))
		for path in ("/campus-reports-other", "/api/method/campus_safety.api.risk.x", "/app"):
			self.assertFalse(nameless.is_nameless(path), path)

	def tables_with(self, *words: str) -> list[str]:
		"""Tables that hold all these words in one row."""
		columns = frappe.db.sql(
			"""select table_name, column_name from information_schema.columns where table_schema = database()
			and data_type in ('varchar', 'text', 'longtext', 'mediumtext', 'json')""",
		)
		by_table: dict[str, list[str]] = {}
		for table, column in columns:
			by_table.setdefault(table, []).append(f"`{column}`")
		return [
			table
			for table, names in by_table.items()
			if frappe.db.sql(
				f"select 1 from `{table}` where "
				+ " and ".join([f"concat_ws(' ', {', '.join(names)}) like %s"] * len(words))
				+ " limit 1",
				[f"%{word}%" for word in words],
			)
		]

	def logs_with(self, word: str) -> list[str]:
		folders = (Path(frappe.get_site_path("logs")), Path(frappe.utils.get_bench_path()) / "logs")
		return [
			str(path)
			for folder in folders
			for path in folder.glob("*.log*")
			if word.encode() in path.read_bytes()
		]

	def cached_with(self, word: str) -> list[str]:
		found = []
		for key in frappe.cache.keys("*"):
			kind = frappe.cache.type(key)
			if kind == b"string":
				values = [frappe.cache.execute_command("GET", key) or b""]
			elif kind == b"hash":
				values = list(frappe.cache.execute_command("HVALS", key))
			elif kind == b"list":
				values = frappe.cache.execute_command("LRANGE", key, 0, -1)
			else:
				values = []
			if any(word.encode() in value for value in (key, *values) if isinstance(value, bytes)):
				found.append(key.decode())
		return found
