"""The one door out, against a real HTTP server on loopback: what it refuses, and that a message goes once."""

import json
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread

import frappe
from frappe.utils import now_datetime

from campus_safety.adapters.channels.door import Refused, check, is_public
from campus_safety.engines.messages import outbox
from campus_safety.tests.duties.base import DutyTestCase


class Gateway(BaseHTTPRequestHandler):
	taken: list[tuple[str, dict]] = []
	status = 200

	def do_POST(self) -> None:
		body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
		self.taken.append((self.headers["Idempotency-Key"], body))
		self.send_response(Gateway.status)
		if Gateway.status == 302:
			self.send_header("Location", "http://127.0.0.1:1/")
		self.end_headers()
		self.wfile.write(b'{"errcode": 0}')

	def log_message(self, *args) -> None:
		pass


class TestDoor(DutyTestCase):
	def setUp(self) -> None:
		super().setUp()
		self.server = HTTPServer(("127.0.0.1", 0), Gateway)
		Thread(target=self.server.serve_forever, daemon=True).start()
		self.addCleanup(self.server.server_close)
		self.addCleanup(self.server.shutdown)
		Gateway.taken, Gateway.status = [], 200
		frappe.conf.campus_safety_loopback_port = self.server.server_port
		self.addCleanup(frappe.conf.pop, "campus_safety_loopback_port", None)
		frappe.get_doc(
			{
				"doctype": "Campus Message Channel",
				"channel_name": "测试企业微信",
				"channel_type": "WeCom",
				"endpoint": f"http://127.0.0.1:{self.server.server_port}/send",
				"enabled": 1,
			}
		).insert()

	def queue(self) -> str:
		outbox._queue("测试企业微信", self.counsellor, "今日职责", "逾期 3 项", "digest|x", now_datetime())
		return frappe.db.get_value(outbox.OUTBOX, {"idempotency_key": "digest|x|测试企业微信"})

	def test_sent_once_with_its_key(self) -> None:
		name = self.queue()
		self.assertIsNone(
			outbox._queue("测试企业微信", self.counsellor, "今日职责", "", "digest|x", now_datetime())
		)
		self.assertTrue(outbox._deliver(name), frappe.db.get_value(outbox.OUTBOX, name, "error"))
		self.assertEqual([len(key) for key, _body in Gateway.taken], [32])
		self.assertIn("逾期 3 项", Gateway.taken[0][1]["text"]["content"])
		self.assertEqual(frappe.db.get_value(outbox.OUTBOX, name, "status"), "Sent")

	def test_tried_again_after_an_error_and_never_after_a_redirect(self) -> None:
		for status, expected in ((500, "Failed"), (302, "Given Up")):
			name = self.queue()
			frappe.db.set_value(outbox.OUTBOX, name, {"status": "Queued", "tries": 0})
			Gateway.status = status
			self.assertFalse(outbox._deliver(name))
			self.assertEqual(frappe.db.get_value(outbox.OUTBOX, name, "status"), expected)

	def test_refused(self) -> None:
		for url in (
			"http://qyapi.weixin.qq.com/x",
			"https://example.org/",
			"https://127.0.0.1/",
			"http://127.0.0.1:1/",
			"https://user:word@qyapi.weixin.qq.com/",
			"file:///etc/passwd",
			"https://qyapi.weixin.qq.com:22/x",
			"https://qyapi.weixin.qq.com:99999/x",
		):
			with self.subTest(url), self.assertRaises(Refused):
				check(url)

	def test_private_addresses(self) -> None:
		for address in (
			"10.0.0.1",
			"127.0.0.1",
			"169.254.169.254",
			"192.168.1.1",
			"::1",
			"fe80::1",
			"::ffff:10.0.0.1",
			"0.0.0.0",
			"224.0.0.1",
			"64:ff9b::7f00:1",
			"64:ff9b::a00:1",
			"64:ff9b:1::808:808",
			"::127.0.0.1",
			"::8.8.8.8",
			"::ffff:0:7f00:1",
			"2002:7f00:1::",
			"2001:0:7f00:1::",
		):
			self.assertFalse(is_public(address), address)
		for address in ("8.8.8.8", "2400:3200::1", "64:ff9b::808:808"):
			self.assertTrue(is_public(address), address)

	def test_another_port_only_where_the_site_names_it(self) -> None:
		frappe.conf.campus_safety_allowed_hosts = ["dns.google:8443", "one.one.one.one"]
		self.addCleanup(frappe.conf.pop, "campus_safety_allowed_hosts", None)
		for url in ("https://dns.google/", "https://one.one.one.one:8443/"):
			with self.subTest(url), self.assertRaises(Refused):
				check(url)
