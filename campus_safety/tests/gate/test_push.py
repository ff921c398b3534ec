"""A device sends: one answer per event, each written once, and its key opens nothing else."""

from concurrent.futures import ThreadPoolExecutor
from unittest.mock import patch

import frappe
from frappe.utils import add_to_date, now_datetime
from frappe.utils.password import get_decrypted_password

from campus_safety.domain import roles as r
from campus_safety.exceptions import GateMessageError
from campus_safety.services.gate import keys, push
from campus_safety.tests import factories as make
from campus_safety.tests.base import WorldTestCase
from campus_safety.tests.gate.base import DEVICE, EVENT, NUMBERS, GateTestCase, ago, make_device
from campus_safety.tests.http import KeyClient
from campus_safety.tests.world import NEIGHBOUR, STUDENT

PUSH = "campus_safety.api.gate.push"


def event(event_id="E1", student_no=NUMBERS[0], time=None, direction="in") -> dict:
	return {
		"event_id": event_id,
		"student_no": student_no,
		"time": time or ago(minutes=1),
		"direction": direction,
	}


class TestMessage(GateTestCase):
	def send(self, *events, device=None, sent_at=None) -> dict:
		return push.take(frappe.get_doc(DEVICE, device or self.door), list(events), sent_at)

	def test_written_with_place_and_night(self) -> None:
		answer = self.send(event(time=ago(minutes=3)))
		self.assertEqual((answer["accepted"], answer["duplicate"], answer["refused"]), (1, 0, 0))
		row = frappe.get_all(EVENT, filters={"device": self.door}, fields=["*"])[0]
		self.assertEqual(
			(row.student, row.unit, row.college, row.dormitory),
			(NUMBERS[0], self.unit, self.college, self.building),
		)
		self.assertTrue(row.night)
		self.assertTrue(frappe.db.get_value(DEVICE, self.door, "last_seen"))

	def test_a_card_stands_for_the_student_whose_it_is(self) -> None:
		frappe.db.set_value("Campus Student", NUMBERS[1], "card_no", "0012345678")
		by_card = {**event(time=ago(minutes=3)), "student_no": "", "card_no": "0012345678"}
		answer = self.send(by_card, {**by_card, "event_id": "E2", "card_no": "0099"})
		self.assertEqual([row["result"] for row in answer["rows"]], ["accepted", "error"])
		self.assertEqual(answer["rows"][1]["code"], "card_unknown")
		self.assertEqual(self.events(), [(NUMBERS[1], "In", "E1")])
		frappe.db.set_value("Campus Student", NUMBERS[2], "card_no", "0012345678")
		self.assertEqual(self.send({**by_card, "event_id": "E3"})["rows"][0]["code"], "card_unknown")

	def test_an_attempt_that_was_refused_is_no_event(self) -> None:
		answer = self.send(
			{**event("E1", time=ago(minutes=4)), "result": "失败"},
			{**event("E2", time=ago(minutes=3)), "event_type": "人脸认证失败"},
			{**event("E3", time=ago(minutes=2)), "result": "成功", "event_type": "人脸认证通过"},
		)
		self.assertEqual([row["result"] for row in answer["rows"]], ["no_passage", "no_passage", "accepted"])
		self.assertEqual((answer["no_passage"], answer["refused"]), (2, 0))
		self.assertEqual([found[2] for found in self.events()], ["E3"])

	def test_what_a_device_writes_for_in_and_out(self) -> None:
		device = frappe.get_doc(DEVICE, self.door)
		device.update({"in_words": "0", "out_words": "1"})
		device.save()
		self.send(
			event("E1", time=ago(minutes=4), direction="1"), event("E2", time=ago(minutes=3), direction=0)
		)
		self.assertEqual([found[1] for found in self.events()], ["Out", "In"])
		device.out_words = "1,0"
		with self.assertRaises(frappe.ValidationError):
			device.save()

	def test_again_is_a_duplicate(self) -> None:
		first = event(time=ago(minutes=3))
		self.send(first)
		answer = self.send(first, event("E2", NUMBERS[1]))
		self.assertEqual([row["result"] for row in answer["rows"]], ["duplicate", "accepted"])
		self.assertEqual(len(self.events()), 2)
		self.assertEqual(self.send(first, device=self.gate)["accepted"], 1, "another device counts by itself")

	def test_twice_in_one_message(self) -> None:
		once = event(time=ago(minutes=3))
		answer = self.send(once, once, {**once, "student_no": NUMBERS[1]})
		self.assertEqual([row["result"] for row in answer["rows"]], ["accepted", "duplicate", "error"])
		self.assertEqual(answer["rows"][2]["code"], "id_twice")

	def test_a_counter_that_was_reset_is_not_lost_silently(self) -> None:
		self.send(event(time=ago(minutes=30)))
		answer = self.send(event(student_no=NUMBERS[1]))
		self.assertEqual(answer["rows"][0]["code"], "id_reused")

	def test_each_wrong_event_is_answered_and_blocks_nothing(self) -> None:
		table = (
			("not an object", "row_form"),
			({**event(), "student_no": ["x"]}, "row_form"),
			({**event(), "event_id": True}, "row_form"),
			(event(event_id=""), "id_missing"),
			(event(event_id="E" * 200), "too_long"),
			(event("B1", ""), "student_no_missing"),
			(event("B2", "G2026😀"), "student_no_characters"),
			(event("B3", "G9999999"), "student_unknown"),
			(event("B4", time="yesterday"), "time_form"),
			(event("B5", time=f"{add_to_date(now_datetime(), hours=2):%Y-%m-%d %H:%M:%S}"), "time_future"),
			(event("B6", time="2020-01-01 08:00:00"), "time_old"),
			(event("B7", direction="1"), "direction_unknown"),
			(event("B8", direction=""), "direction_missing"),
			(event("B9", "=1+1"), "formula"),
		)
		answer = self.send(event("A1"), *(sent for sent, _code in table), event("A2", NUMBERS[1]))
		self.assertEqual(
			[row.get("code") for row in answer["rows"]], [None, *(code for _sent, code in table), None]
		)
		self.assertEqual((answer["accepted"], answer["refused"]), (2, len(table)))
		self.assertEqual([row[2] for row in self.events()], ["A1", "A2"])
		self.assertTrue(all(row.get("text") for row in answer["rows"] if row["result"] == "error"))

	def test_a_device_of_one_direction(self) -> None:
		door = make_device("门禁出口", direction="Out")
		answer = self.send(event("X1", direction=""), event("X2", direction="in"), device=door)
		self.assertEqual([row.get("code") for row in answer["rows"]], [None, "direction_differs"])
		self.assertEqual(frappe.db.get_value(EVENT, {"device": door}, "direction"), "Out")

	def test_times_with_a_zone(self) -> None:
		moment = add_to_date(now_datetime(), minutes=-5).replace(microsecond=0)
		utc = add_to_date(moment, hours=-8)
		self.send(event(time=f"{utc:%Y-%m-%dT%H:%M:%S}Z"))
		self.assertEqual(frappe.db.get_value(EVENT, {"device": self.door}, "event_time"), moment)

	def test_limits(self) -> None:
		frappe.db.set_single_value("Campus Safety Settings", "gate_push_most_events", 2)
		frappe.clear_document_cache("Campus Safety Settings", "Campus Safety Settings")
		with self.assertRaises(GateMessageError):
			self.send(*[event(f"E{number}") for number in range(3)])
		with self.assertRaises(GateMessageError):
			push.take(frappe.get_doc(DEVICE, self.door), {"event_id": 1}, None)
		for wrong in ("[", "{}", 5):
			with self.assertRaises(GateMessageError):
				push.take(frappe.get_doc(DEVICE, self.door), wrong, None)
		self.assertEqual(push.take(frappe.get_doc(DEVICE, self.door), "[]", None)["received"], 0)
		push.validate_size(1000)
		with self.assertRaises(GateMessageError):
			push.validate_size(3 * 1024 * 1024)
		frappe.db.set_single_value("Campus Safety Settings", "gate_push_per_minute", 2)
		frappe.clear_document_cache("Campus Safety Settings", "Campus Safety Settings")
		now = now_datetime()
		frappe.cache.delete(frappe.cache.make_key(f"gate_push|{self.door}|{now:%H%M}"))
		for _time in range(2):
			push.validate_rate(self.door, now)
		with self.assertRaises(frappe.TooManyRequestsError):
			push.validate_rate(self.door, now)
		push.validate_rate(self.gate, now)

	def test_a_wrong_clock_is_reported_once(self) -> None:
		officer = make.make_user("gateofficer@campus.test", r.SECURITY_OFFICE)
		ahead = f"{add_to_date(now_datetime(), minutes=30):%Y-%m-%d %H:%M:%S}"
		for number in range(2):
			answer = self.send(event(f"E{number}"), sent_at=ahead)
			self.assertAlmostEqual(answer["clock_skew"], 1800, delta=3)
		self.assertAlmostEqual(frappe.db.get_value(DEVICE, self.door, "clock_skew"), 1800, delta=3)
		told = frappe.db.count("Notification Log", {"for_user": officer, "document_name": self.door})
		self.assertEqual(told, 1)
		self.assertIsNone(self.send(event("E9"), sent_at="now")["clock_skew"])

	def test_a_deadlock_is_tried_again(self) -> None:
		written = push.events.write
		failures = [frappe.QueryDeadlockError("x")]

		def write(*args, **more):
			if failures:
				raise failures.pop()
			return written(*args, **more)

		with patch.object(push.events, "write", write), patch.object(frappe.db, "rollback"):
			self.assertEqual(self.send(event())["accepted"], 1)
		self.assertEqual(len(self.events()), 1)


class TestAccount(GateTestCase):
	"""A school whose only System Manager is Administrator: the framework lets no account be disabled or deleted there."""

	def set_up_once(self) -> None:
		super().set_up_once()
		frappe.db.delete("Has Role", {"role": r.SYSTEM_MANAGER, "parent": ("!=", "Administrator")})
		self.device = frappe.get_doc(DEVICE, self.door)

	def test_a_key_is_issued_taken_and_given_again(self) -> None:
		keys.issue(self.device, now_datetime())
		user = self.device.api_user
		self.assertEqual(frappe.db.get_value("User", user, "enabled"), 1)
		keys.revoke(self.device)
		self.assertEqual(frappe.db.get_value("User", user, ["enabled", "api_key"]), (0, None))
		self.assertIsNone(get_decrypted_password("User", user, "api_secret", raise_exception=False))
		key = keys.issue(self.device, now_datetime())
		self.assertEqual(frappe.db.get_value("User", user, ["enabled", "api_key"]), (1, key["api_key"]))
		self.assertEqual(get_decrypted_password("User", user, "api_secret"), key["api_secret"])

	def test_it_goes_with_its_device(self) -> None:
		keys.issue(self.device, now_datetime())
		user = self.device.api_user
		self.device.delete()
		self.assertFalse(frappe.db.exists("User", user))
		self.assertFalse(frappe.db.exists("Notification Settings", user))
		self.assertFalse(frappe.db.exists("Has Role", {"parent": user}))


class TestKey(WorldTestCase):
	"""Over HTTP, as the device does it."""

	def setUp(self) -> None:
		super().setUp()
		self.device = make_device("世界东门")
		self.key = keys.issue(frappe.get_doc(DEVICE, self.device), now_datetime())
		frappe.db.commit()
		self.addCleanup(self.remove)

	def remove(self) -> None:
		frappe.set_user("Administrator")
		frappe.db.delete(EVENT, {"device": self.device})
		frappe.delete_doc(DEVICE, self.device, force=True)
		frappe.db.commit()

	def client(self) -> KeyClient:
		client = KeyClient(None)
		client.headers["Authorization"] = f"token {self.key['api_key']}:{self.key['api_secret']}"
		return client

	def test_sends_and_gets_chinese_answers(self) -> None:
		answer = self.client().call(
			PUSH, events=[event("H1", NEIGHBOUR), event("H2", "W0000000")], sent_at=ago(minutes=0)
		)
		self.assertEqual(answer.status_code, 200, answer.text)
		message = answer.json["message"]
		self.assertEqual((message["accepted"], message["refused"]), (1, 1))
		self.assertEqual(message["rows"][1]["code"], "student_unknown")
		self.assertNotIn("CANARY", answer.text)
		again = self.client().call(PUSH, events=[event("H1", NEIGHBOUR, message and None)])
		self.assertEqual(again.status_code, 200)

	def deadlocks(self) -> int:
		"""So many the database has broken since it began."""
		found = frappe.db.sql("show global status like 'Innodb_deadlocks'")
		return int(found[0][1]) if found else 0

	def test_eight_messages_at_once(self) -> None:
		"""Of one device, most of it the same: once each, and none waits for another in a ring (226 times in 25 rounds, before
		they queued; three tries were then too few in three of them).
		"""
		from frappe.app import application
		from werkzeug.test import Client

		headers, moment, before = self.client().headers, ago(minutes=2), self.deadlocks()

		def send(number: int):
			sent = [event(f"C{place}", NEIGHBOUR, moment) for place in range(50)]  # all send the same fifty
			own = [event(f"D{number}-{place}", STUDENT, moment) for place in range(50)]
			client = Client(application)
			return client.post(f"/api/method/{PUSH}", headers=headers, json={"events": sent + own})

		with ThreadPoolExecutor(8) as pool:
			answers = list(pool.map(send, range(8)))
		self.assertEqual({answer.status_code for answer in answers}, {200})
		said = [answer.get_json()["message"] for answer in answers]
		self.assertEqual(
			sum(answer["accepted"] for answer in said), 50 + 8 * 50, "stored once, accepted once"
		)
		self.assertEqual(sum(answer["duplicate"] for answer in said), 7 * 50)
		frappe.db.rollback()
		self.assertEqual(frappe.db.count(EVENT, {"device": self.device}), 50 + 8 * 50)
		self.assertEqual(self.deadlocks(), before)

	def test_opens_nothing_else(self) -> None:
		client = self.client()
		for method in (
			"frappe.client.get_list",
			"frappe.auth.get_logged_user",
			"campus_safety.api.gate.issue_key",
			"campus_safety.api.gate.preview",
			"frappe.client.get_count",
		):
			answer = client.call(method, doctype="User", device=self.device, name="x")
			self.assertIn(answer.status_code, (401, 403), method)
		for path in (
			"/api/resource/Campus Student",
			f"/api/resource/Campus Student/{STUDENT}",
			f"/api/resource/{EVENT}",
			f"/api/resource/{DEVICE}/{self.device}",
			"/api/resource/User",
			"/me",
			"/app",
		):
			answer = client.get(path)
			self.assertIn(answer.status_code, (401, 403), path)
			self.assertNotIn(b"CANARY", answer.get_data())
		self.assertIn(client.get(f"/api/method/{PUSH}").status_code, (403, 405, 417), "a GET writes nothing")

	def test_others_do_not_send(self) -> None:
		users = self.world.users
		for user in (
			users["student_affairs"],
			users["counsellor"],
			users["administrator_of_site"],
			users["pupil"],
			None,
		):
			answer = KeyClient(user).call(PUSH, events=[event("O1", NEIGHBOUR)])
			self.assertIn(answer.status_code, (401, 403), user)
		self.assertFalse(frappe.db.exists(EVENT, {"device": self.device}))

	def test_who_gives_keys(self) -> None:
		call = "campus_safety.api.gate.issue_key"
		for role in (r.STUDENT_AFFAIRS, r.COUNSELLOR, r.DORM_MANAGER, r.MENTOR, r.STUDENT_USER):
			answer = KeyClient(self.world.by_role[role]).call(call, device=self.device)
			self.assertEqual(answer.status_code, 403, role)
			self.assertNotIn("api_secret", answer.text)
		answer = KeyClient(self.world.by_role[r.IT_CENTRE]).call(call, device=self.device)
		self.assertEqual(answer.status_code, 200, answer.text)
		self.assertEqual(self.client().call(PUSH, events=[]).status_code, 401, "the old key")
		self.key = answer.json["message"]
		self.assertEqual(self.client().call(PUSH, events=[]).status_code, 200)

	def test_a_device_that_is_switched_off(self) -> None:
		device = frappe.get_doc(DEVICE, self.device)
		device.enabled = 0
		device.save()
		frappe.db.commit()
		self.assertIn(self.client().call(PUSH, events=[event("S1", NEIGHBOUR)]).status_code, (401, 403))
		frappe.db.rollback()
		device.reload()
		device.enabled = 1
		device.save()
		frappe.db.commit()
