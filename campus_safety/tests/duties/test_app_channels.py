"""Messages to a person over WeCom and DingTalk applications, against a real HTTP server on loopback."""

import json
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread
from urllib.parse import parse_qs, urlsplit

import frappe
from frappe.utils import now_datetime

from campus_safety.domain.message_weight import Weight
from campus_safety.engines.messages import delivery, outbox
from campus_safety.tests.duties.base import DutyTestCase


class Provider(BaseHTTPRequestHandler):
	"""Answers as both providers do: a token for id and secret, then the message for the token."""

	asked: list[tuple[str, dict, dict]] = []
	answer: dict = {"errcode": 0}
	token_answer: dict = {"errcode": 0, "access_token": "TOKEN/1"}

	def do_GET(self) -> None:
		self._answer({}, Provider.token_answer)

	def do_POST(self) -> None:
		body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
		self._answer(body, Provider.answer)

	def _answer(self, body: dict, answer: dict) -> None:
		parts = urlsplit(self.path)
		query = {key: values[0] for key, values in parse_qs(parts.query).items()}
		Provider.asked.append((parts.path, query, body))
		self.send_response(200)
		self.end_headers()
		self.wfile.write(json.dumps(answer).encode())

	def log_message(self, *args) -> None:
		pass


class TestApplications(DutyTestCase):
	def setUp(self) -> None:
		super().setUp()
		self.server = HTTPServer(("127.0.0.1", 0), Provider)
		Thread(target=self.server.serve_forever, daemon=True).start()
		self.addCleanup(self.server.server_close)
		self.addCleanup(self.server.shutdown)
		Provider.asked, Provider.answer = [], {"errcode": 0}
		Provider.token_answer = {"errcode": 0, "access_token": "TOKEN/1"}
		frappe.conf.campus_safety_loopback_port = self.server.server_port
		self.addCleanup(frappe.conf.pop, "campus_safety_loopback_port", None)
		self.now = now_datetime().replace(hour=10)

	def channel(self, kind: str, address: str | None = "lihua", **values) -> str:
		name = f"应用 {kind} {frappe.generate_hash(length=6)}"
		frappe.get_doc(
			{
				"doctype": "Campus Message Channel",
				"channel_name": name,
				"channel_type": kind,
				"endpoint": f"http://127.0.0.1:{self.server.server_port}/",
				"corp_id": "corp",
				"agent_id": "1000002",
				"secret": "geheim&",
				"enabled": 1,
				**values,
			}
		).insert()
		if address:
			frappe.get_doc(
				{
					"doctype": "Campus Message Address",
					"user": self.counsellor,
					"channel": name,
					"address": address,
				}
			).insert()
		return name

	def sent(self, channel: str, key: str = "a|1", weight: Weight = Weight.PERSONAL) -> str | None:
		"""Status of the row after one try; None where the channel does not carry it."""
		outbox.notify(
			self.counsellor, "重大风险提名 x：请接手", "请立即联系", key, weight=weight, now=self.now
		)
		name = frappe.db.get_value(
			outbox.OUTBOX,
			{"channel": channel, "recipient": self.counsellor, "idempotency_key": ("like", f"{key}|%")},
		)
		if not name:
			return None
		delivery.deliver(name, frappe.db.get_value(outbox.OUTBOX, name, "next_try"))
		return frappe.db.get_value(outbox.OUTBOX, name, "status")

	def test_wecom(self) -> None:
		channel = self.channel("WeCom App")
		self.assertEqual(self.sent(channel), "Sent")
		(token_path, asked, _), (path, query, body) = Provider.asked
		self.assertEqual(
			(token_path, asked), ("/cgi-bin/gettoken", {"corpid": "corp", "corpsecret": "geheim&"})
		)
		self.assertEqual((path, query), ("/cgi-bin/message/send", {"access_token": "TOKEN/1"}))
		self.assertEqual((body["touser"], body["agentid"], body["msgtype"]), ("lihua", 1000002, "text"))
		self.assertIn("请接手", body["text"]["content"])

	def test_dingtalk(self) -> None:
		channel = self.channel("DingTalk App")
		self.assertEqual(self.sent(channel), "Sent")
		(token_path, asked, _), (path, query, body) = Provider.asked
		self.assertEqual((token_path, asked), ("/gettoken", {"appkey": "corp", "appsecret": "geheim&"}))
		self.assertEqual(path, "/topapi/message/corpconversation/asyncsend_v2")
		self.assertEqual((query, body["userid_list"]), ({"access_token": "TOKEN/1"}, "lihua"))

	def test_the_token_is_asked_once(self) -> None:
		channel = self.channel("WeCom App")
		self.sent(channel, "a|1")
		self.sent(channel, "a|2")
		self.assertEqual([path for path, _q, _b in Provider.asked].count("/cgi-bin/gettoken"), 1)

	def test_a_token_that_no_longer_holds_is_asked_anew(self) -> None:
		channel = self.channel("WeCom App")
		Provider.answer = {"errcode": 42001, "errmsg": "access_token expired"}
		self.assertEqual(self.sent(channel), "Failed")
		Provider.answer = {"errcode": 0}
		self.assertEqual(self.sent(channel), "Sent")
		self.assertEqual([path for path, _q, _b in Provider.asked].count("/cgi-bin/gettoken"), 2)

	def test_only_the_providers_own_yes_is_sent(self) -> None:
		for number, (answer, token_answer, expected) in enumerate(
			(
				({}, {"errcode": 0, "access_token": "t"}, "Failed"),
				({"errcode": 81013, "errmsg": "no"}, {"errcode": 0, "access_token": "t"}, "Failed"),
				({"errcode": 0, "invaliduser": "lihua"}, {"errcode": 0, "access_token": "t"}, "Given Up"),
				({"errcode": 0}, {"errcode": 40001, "errmsg": "secret"}, "Failed"),
				({"errcode": 0}, {}, "Failed"),
			)
		):
			with self.subTest(answer=answer, token=token_answer):
				Provider.answer, Provider.token_answer = answer, token_answer
				self.assertEqual(self.sent(self.channel("WeCom App"), f"b|{number}"), expected)

	def test_a_person_without_an_address_is_said(self) -> None:
		channel = self.channel("WeCom App", address=None)
		self.assertEqual(self.sent(channel), "Given Up")
		self.assertEqual(Provider.asked, [])
		error = frappe.db.get_value(outbox.OUTBOX, {"channel": channel}, "error")
		self.assertIn("Campus Message Address", error)

	def test_the_secret_stands_in_no_record(self) -> None:
		channel = self.channel("WeCom App")
		Provider.token_answer = {"errcode": 40001, "errmsg": "invalid secret"}
		self.sent(channel)
		self.assertNotIn("geheim", frappe.as_json(frappe.get_all(outbox.OUTBOX, fields=["*"])))

	def test_what_each_channel_carries(self) -> None:
		digests = self.channel("WeCom App", carries="Digests")
		urgent = self.channel("DingTalk App", carries="Urgent")
		self.assertIsNone(self.sent(digests, "c|1"))
		self.assertIsNone(self.sent(urgent, "c|2"))
		self.assertEqual(self.sent(urgent, "c|3", Weight.URGENT), "Sent")
		self.assertEqual(self.sent(digests, "c|4", Weight.DIGEST), "Sent")

	def test_quiet_hours_hold_back_what_can_wait(self) -> None:
		channel = self.channel("WeCom App")
		self.now = self.now.replace(hour=23, minute=15)
		for key, weight in (("d|1", Weight.PERSONAL), ("d|2", Weight.URGENT)):
			outbox.notify(self.counsellor, "x", "y", key, weight=weight, now=self.now)
		tries = dict(
			frappe.get_all(outbox.OUTBOX, {"channel": channel}, ["idempotency_key", "next_try"], as_list=True)
		)
		waits = {key.split("|")[1]: moment for key, moment in tries.items()}
		self.assertEqual(waits["2"], self.now)
		self.assertEqual((waits["1"].hour, waits["1"].minute), (6, 30))
		self.assertEqual((waits["1"].date() - self.now.date()).days, 1)
