"""Threat: one student's account fills the offices' desks, and the disk: leaves, emergencies, requests, photos without end (issue 10).

Bounded by the day, each kind for itself, by a setting; and everything else that such an account may write, through whatever
endpoint. Allowed: what one person needs in a day, an emergency after many leaves, and a day later all of it again.
"""

import ast
import base64
import io

import frappe
from frappe.utils import add_days, nowdate
from PIL import Image

from campus_safety.access import floods
from campus_safety.tests.access.leave_over_http import API, PERMIT, RESIDENCE, LeaveOverHttp
from campus_safety.tests.declarations.contract import is_whitelisted
from campus_safety.tests.declarations.test_endpoints import PACKAGE, functions
from campus_safety.tests.http import HttpClient
from campus_safety.tests.world import STUDENT

SETTINGS, REQUEST = "Campus Safety Settings", "Campus Data Request"
MOST = 3
# endpoints of a student that make a record, held below; and those that only change one of theirs
MAKING = frozenset(
	("request_leave", "request_emergency", "extend_leave", "attach_proof", "apply_off_campus", "request_data")
)
CHANGING = frozenset(
	(
		*("explain_leave", "cancel_leave", "report_back", "take_back_request"),
		*("cancel_counselling", "choose_another_time"),
	)
)
BOUNDED_BY_ITSELF = frozenset(("book_counselling",))  # so many open ones at a time: counselling_most_open


class TestDailyLimits(LeaveOverHttp):
	def setUp(self) -> None:
		super().setUp()
		self.set(student_daily_most=MOST)
		for doctype in (PERMIT, RESIDENCE, REQUEST):  # the world's own were filed long ago
			frappe.db.set_value(
				doctype, {"student": STUDENT}, "creation", "2026-01-01", update_modified=False
			)
		frappe.db.commit()

	def set(self, **values) -> None:
		for field, value in values.items():
			before = frappe.db.get_single_value(SETTINGS, field)
			frappe.db.set_single_value(SETTINGS, field, value)
			self.addCleanup(frappe.db.commit)
			self.addCleanup(frappe.db.set_single_value, SETTINGS, field, before)
		frappe.db.commit()

	def clear(self) -> None:
		super().clear()
		frappe.db.delete(REQUEST, {"student": STUDENT, "request": "测试每日上限"})
		frappe.db.commit()

	def leave(self, number: int):
		start = self.morning(5 + number)
		times = {"from_time": str(start), "to_time": str(start.replace(hour=15))}
		return self.request(self.child, key=f"daily-leave-{number}", **times)

	def test_leaves_and_an_emergency_besides(self) -> None:
		codes = [self.leave(number).status_code for number in range(MOST + 2)]
		self.assertEqual(codes, [200] * MOST + [429] * 2)
		again = self.leave(0)
		self.assertEqual(again.status_code, 200, "the same tap is the same leave")
		urgent = {"key": "daily-urgent-1", "destination": "医院", "contact_phone": "13800009993"}
		self.assertEqual(self.child.call(API + "request_emergency", **urgent).status_code, 200)
		self.assertIn(
			"今天", frappe.parse_json(frappe.parse_json(self.leave(9).json["_server_messages"])[0])["message"]
		)

	def test_a_day_later(self) -> None:
		for number in range(MOST):
			self.leave(number)
		frappe.db.set_value(
			PERMIT, {"student": STUDENT}, "creation", add_days(nowdate(), -1), update_modified=False
		)
		frappe.db.commit()
		self.assertEqual(self.leave(MOST).status_code, 200)

	def test_requests_about_ones_own_data(self) -> None:
		codes = [
			self.child.call(
				API + "request_data",
				key=f"daily-data-{number}",
				kind="Copy",
				concerns="General",
				request="测试每日上限",
			).status_code
			for number in range(MOST + 1)
		]
		self.assertEqual(codes, [200] * MOST + [429])

	def test_residences(self) -> None:
		values = {"reason": "实习", "address": "某路1号", "safety_pledge": 1, "landlord_phone": "13800009993"}
		codes = []
		for number in range(MOST + 3):
			days = {
				"from_date": add_days(nowdate(), 30 + 20 * number),
				"to_date": add_days(nowdate(), 40 + 20 * number),
			}
			answer = self.child.call(API + "apply_off_campus", key=f"daily-home-{number}", **values, **days)
			codes.append(answer.status_code)
		reach = [
			code for code in codes if code != 417
		]  # a stay over the end of a term is refused, and counts for nothing
		self.assertEqual(reach[: MOST + 1], [200] * MOST + [429], codes)

	def test_photos_of_one_leave(self) -> None:
		name = self.file()
		picture = io.BytesIO()
		Image.new("RGB", (8, 8), "red").save(picture, "PNG")
		content = base64.b64encode(picture.getvalue()).decode()
		codes = [
			self.child.call(API + "attach_proof", name=name, file_name="p.png", content=content).status_code
			for _number in range(MOST + 1)
		]
		self.assertEqual(codes, [200] * MOST + [429])

	def test_whatever_else_it_writes(self) -> None:
		"""Any endpoint, the framework's as well; reading is not counted, and staff are not."""
		self.set(student_daily_writes=5)
		self.forget_count("child")
		self.addCleanup(self.forget_count, "child")
		for _number in range(8):
			self.assertEqual(self.child.call(API + "get_home", http="get").status_code, 200)
		codes = [
			self.child.call("frappe.client.insert", doc={"doctype": "ToDo", "description": "x"}).status_code
			for _number in range(7)
		]
		self.assertEqual(codes[-2:], [429, 429])
		self.assertNotIn(429, codes[:5])
		self.assertEqual(self.request(self.child, key="daily-flood-1").status_code, 429)
		self.assertEqual(self.child.call(API + "get_home", http="get").status_code, 200)
		signing = [self.child.call("login", usr="x", pwd="x"), self.child.call("logout")]
		self.assertNotIn(429, [answer.status_code for answer in signing], "in again, and out, all the same")
		counsellor = HttpClient(self.world.users["counsellor"])
		self.assertNotIn(
			429, {counsellor.call("frappe.client.get_count", doctype="ToDo").status_code for _n in range(8)}
		)

	def forget_count(self, who: str) -> None:
		frappe.cache.delete(frappe.cache.make_key(floods.key_of(self.world.users[who])))

	def test_every_endpoint_of_a_student_stands_here(self) -> None:
		known = {
			node.name
			for module, node in functions(PACKAGE)
			if module.endswith("api.student") and is_whitelisted(node) and "POST" in ast.dump(node)
		}
		self.assertEqual(known, MAKING | CHANGING | BOUNDED_BY_ITSELF)
