"""The one door out, against a real HTTP server on loopback: what it refuses, and that a message goes once."""

import json
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread
from time import sleep
from unittest.mock import patch

import frappe
from frappe.utils import now_datetime
from rq.timeouts import JobTimeoutException

from campus_safety.adapters import channels
from campus_safety.adapters.channels import door, sms
from campus_safety.adapters.channels.door import Refused, check, is_public
from campus_safety.adapters.channels.request import GatewayError
from campus_safety.domain.message_weight import Weight
from campus_safety.engines.messages import delivery, outbox
from campus_safety.tests.duties.base import DutyTestCase


class Gateway(BaseHTTPRequestHandler):
	taken: list[tuple[str, dict]] = []
	status, said, date, drips = 200, b'{"errcode": 0}', None, False

	def date_time_string(self, timestamp=None) -> str:
		return Gateway.date or super().date_time_string(timestamp)

	def do_POST(self) -> None:
		body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
		self.taken.append((self.headers["Idempotency-Key"], body))
		self.send_response(Gateway.status)
		if Gateway.status == 302:
			self.send_header("Location", "http://127.0.0.1:1/")
		self.end_headers()
		for byte in Gateway.said if Gateway.drips else ():
			sleep(0.1)
			self.wfile.write(bytes((byte,)))
		self.wfile.write(b"" if Gateway.drips else Gateway.said)

	def log_message(self, *args) -> None:
		pass


class TestDoor(DutyTestCase):
	def setUp(self) -> None:
		super().setUp()
		self.server = HTTPServer(("127.0.0.1", 0), Gateway)
		Thread(target=self.server.serve_forever, daemon=True).start()
		self.addCleanup(self.server.server_close)
		self.addCleanup(self.server.shutdown)
		Gateway.taken, Gateway.status, Gateway.said = [], 200, b'{"errcode": 0}'
		Gateway.date, Gateway.drips = None, False
		frappe.conf.campus_safety_loopback_port = self.server.server_port
		self.addCleanup(frappe.conf.pop, "campus_safety_loopback_port", None)
		frappe.get_doc(
			{
				"doctype": "Campus Message Channel",
				"channel_name": "测试企业微信",
				"channel_type": "WeCom",
				"endpoint": f"http://127.0.0.1:{self.server.server_port}/send",
				"secret": "geheim",
				"enabled": 1,
			}
		).insert()

	def queue(self) -> str:
		return outbox.queue(
			"测试企业微信", self.counsellor, "今日职责", "逾期 3 项", "digest|x", now_datetime()
		)

	def deliver(self, name: str) -> bool | None:
		return delivery.deliver(name, now_datetime())

	def test_sent_once_with_its_key(self) -> None:
		name = self.queue()
		self.assertIsNone(
			outbox.queue("测试企业微信", self.counsellor, "今日职责", "", "digest|x", now_datetime())
		)
		self.assertTrue(self.deliver(name), frappe.db.get_value(outbox.OUTBOX, name, "error"))
		self.assertEqual([len(key) for key, _body in Gateway.taken], [32])
		self.assertIn("逾期 3 项", Gateway.taken[0][1]["text"]["content"])
		self.assertEqual(frappe.db.get_value(outbox.OUTBOX, name, "status"), "Sent")
		self.assertIsNone(self.deliver(name), "sent is sent")

	def test_tried_again_after_whatever_a_provider_says_that_is_not_yes(self) -> None:
		name = self.queue()
		answers = ((500, b"", "500"), (302, b"", "redirects"))
		nonsense = ((200, said, "own") for said in (b"<html>ok</html>", b"[1,2]", b"", b"7", b"null"))
		for status, said, error in (*answers, *nonsense, (200, b'{"errcode": 40001}', "40001")):
			with self.subTest(status=status, said=said):
				frappe.db.set_value(
					outbox.OUTBOX, name, {"status": "Queued", "tries": 0, "next_try": now_datetime()}
				)
				Gateway.status, Gateway.said = status, said
				self.assertFalse(self.deliver(name))
				row = frappe.db.get_value(outbox.OUTBOX, name, ["status", "tries", "error"], as_dict=True)
				self.assertEqual((row.status, row.tries), ("Failed", 1))
				self.assertIn(error, row.error)
				self.assertNotIn("geheim", row.error)

	def test_an_sms_counts_once_the_gateway_says_so(self) -> None:
		for answer in ({}, {"code": None}, {"code": 7}):
			with self.subTest(answer), self.assertRaises(GatewayError):
				sms.check(answer)
		self.assertIsNone(sms.check({"code": 0}))

	def test_withdrawn_while_it_was_posted_it_is_not_tried_again(self) -> None:
		name = self.queue()
		Gateway.status = 500
		send = delivery.channels.send

		def overtaken(*given) -> None:
			outbox.withdraw("digest|x")
			send(*given)

		with patch.object(delivery.channels, "send", overtaken):
			self.assertFalse(self.deliver(name))
		self.assertEqual(
			frappe.db.get_value(outbox.OUTBOX, name, ["status", "next_try"]), ("Withdrawn", None)
		)
		self.assertNotIn(name, delivery.get_waiting(now_datetime() + timedelta(days=1)))

	def test_an_answer_that_drips_holds_nobody(self) -> None:
		name = self.queue()
		Gateway.drips = True
		with patch.object(door, "DEADLINE", 0.3):
			self.assertFalse(self.deliver(name))
		self.assertIn("whole answer", frappe.db.get_value(outbox.OUTBOX, name, "error"))

	def test_the_providers_clock_is_noted(self) -> None:
		Gateway.date = "Fri, 27 Nov 2026 03:00:00 GMT"  # an hour ahead of the moment of the test
		self.deliver(self.queue())
		self.assertAlmostEqual(door.get_seconds_ahead(), 3600, delta=60)

	def test_alarms_leave_first_and_digests_last(self) -> None:
		now = now_datetime()
		queued = {
			outbox.queue("测试企业微信", self.counsellor, "a", "b", weight.value, now, weight=weight): weight
			for weight in (Weight.DIGEST, Weight.URGENT, Weight.PERSONAL)
		}
		found = [queued[name].value for name in delivery.get_waiting(now) if name in queued]
		self.assertEqual(found, ["Urgent", "Personal", "Digest"])

	def test_the_end_of_a_job_is_not_a_failed_message(self) -> None:
		name = self.queue()
		with (
			patch.object(channels, "send", side_effect=JobTimeoutException),
			self.assertRaises(JobTimeoutException),
		):
			self.deliver(name)
		self.assertEqual(frappe.db.get_value(outbox.OUTBOX, name, ["status", "tries"]), ("Sending", 1))
		self.assertIsNone(self.deliver(name), "it is claimed")
		self.assertTrue(delivery.deliver(name, now_datetime() + delivery.HELD * 2))

	def test_whoever_is_ended_each_time_gives_up_at_last(self) -> None:
		name = self.queue()
		frappe.db.set_value(outbox.OUTBOX, name, {"status": "Sending", "tries": len(delivery.WAITS) + 1})
		self.assertFalse(self.deliver(name))
		self.assertEqual(frappe.db.get_value(outbox.OUTBOX, name, "status"), "Given Up")
		self.assertEqual(Gateway.taken, [])

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
