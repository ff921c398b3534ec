"""Leave from a phone: students reach their own only, by no endpoint another's."""

import base64
import io
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import frappe
from frappe.utils import add_days, now_datetime, nowdate
from PIL import Image
from werkzeug.test import Client

from campus_safety.services.leave import return_points
from campus_safety.tests.access.leave_over_http import (
	API,
	PERMIT,
	RESIDENCE,
	SECRET,
	LeaveOverHttp,
	said,
	unescaped,
)
from campus_safety.tests.http import HttpClient
from campus_safety.tests.world import NEIGHBOUR, STUDENT


class TestStudents(LeaveOverHttp):
	def test_own_leave(self):
		name = self.file()
		row = frappe.db.get_value(
			PERMIT, name, ["student", "status", "owner", "filed_by_student"], as_dict=True
		)
		self.assertEqual((row.student, row.status, row.filed_by_student), (STUDENT, "Pending", 1))
		self.assertEqual(row.owner, self.world.users["child"])
		home = self.child.call(API + "get_home", http="get").get_json()["message"]
		shown = {leave["name"]: leave for leave in home["leaves"]}[name]
		self.assertEqual((shown["status"], shown["can"]["cancel"]), ("Pending", True))
		self.assertTrue(shown["waits_for"])
		self.assertEqual(self.child.call(API + "cancel_leave", name=name).status_code, 200)
		self.assertEqual(frappe.db.get_value(PERMIT, name, "status"), "Cancelled")

	def test_times_of_other_zones_and_impossible_ones(self):
		"""cases/steps_leave_times: nobody is answered with an error of the server."""
		day = add_days(nowdate(), 2)
		for number, (start, end, wanted) in enumerate(
			(
				(f"{day}T00:00:00Z", f"{day}T04:00:00Z", (f"{day} 08:00:00", f"{day} 12:00:00")),
				(f"{day}T08:00:00+08:00", f"{day}T12:00:00+08:00", (f"{day} 08:00:00", f"{day} 12:00:00")),
				(f"{day} 20:00", f"{day} 24:00", (f"{day} 20:00:00", f"{add_days(day, 1)} 00:00:00")),
			)
		):
			answer = self.request(self.child, key=f"zones-{number}-1", from_time=start, to_time=end)
			self.assertEqual(answer.status_code, 200, answer.text)
			name = answer.get_json()["message"]
			stored = frappe.db.get_value(PERMIT, name, ["from_time", "to_time"])
			self.assertEqual(tuple(map(str, stored)), wanted)
			self.assertEqual(self.child.call(API + "cancel_leave", name=name).status_code, 200)
		for number, (start, end) in enumerate(
			((f"{day} 08:00", "9999-12-31 23:59"), ("2027-02-29 08:00", "2027-02-29 18:00"), ("明天", "后天"))
		):
			answer = self.request(self.child, key=f"zones-bad-{number}", from_time=start, to_time=end)
			self.assertEqual(answer.status_code, 417, answer.text)

	def test_double_tap_is_one_leave(self):
		first, second = self.request(self.child), self.request(self.child)
		self.assertEqual(first.get_json()["message"], second.get_json()["message"])
		self.assertEqual(frappe.db.count(PERMIT, {"request_key": f"{STUDENT}|http-request-1"}), 1)

	def at_once(self, bodies: list[dict]) -> list[int]:
		"""Status codes of requests that are on their way at the same moment."""

		def send(body: dict) -> int:
			from frappe.app import application

			answer = Client(application, use_cookies=False).post(
				f"/api/method/{API}request_leave", headers=self.child.headers, json=body
			)
			return answer.status_code

		with ThreadPoolExecutor(len(bodies)) as pool:
			codes = list(pool.map(send, bodies))
		frappe.db.rollback()  # a new snapshot
		return codes

	def body(self, key: str) -> dict:
		start = self.morning()
		return {
			"key": key,
			"leave_type": "Personal",
			"from_time": str(start),
			"to_time": str(start + timedelta(hours=6)),
			"destination": SECRET,
			"reason": "探亲",
			"contact_phone": "13800009993",
		}

	def test_taps_at_the_same_moment_are_one_leave(self):
		self.assertEqual(self.at_once([self.body("http-same-moment")] * 4), [200] * 4)
		self.assertEqual(frappe.db.count(PERMIT, {"student": STUDENT, "destination": SECRET}), 1)

	def test_two_requests_at_the_same_moment_do_not_overlap(self):
		codes = self.at_once([self.body(f"http-race-{number}") for number in range(3)])
		self.assertEqual(sorted(codes), [200, 417, 417])
		self.assertEqual(frappe.db.count(PERMIT, {"student": STUDENT, "destination": SECRET}), 1)

	def test_refusals_say_what_to_do_in_chinese(self):
		late = str(self.morning() - timedelta(hours=1))
		past = str(now_datetime() - timedelta(hours=2))
		for values, words in (
			({"to_time": late}, "应返校时间"),
			({"from_time": past}, "紧急请假"),
			({"from_time": "someday"}, "请选择日期和时间"),
			({"destination": ""}, None),
			({"leave_type": "Nothing"}, None),
			({"key": "x"}, "重新打开页面"),
		):
			with self.subTest(values):
				answer = self.request(self.child, **{"key": "http-refused-1", **values})
				self.assertGreaterEqual(answer.status_code, 400)
				if words:
					self.assertIn(words, said(answer))

	def test_no_argument_names_a_student(self):
		"""Whatever is sent along, the leave is the session's own."""
		answer = self.request(
			self.pupil, student=STUDENT, unit=self.world.units["class_3"], status="Approved"
		)
		if answer.status_code == 200:
			row = frappe.db.get_value(
				PERMIT, answer.get_json()["message"], ["student", "status"], as_dict=True
			)
			self.assertEqual((row.student, row.status), (NEIGHBOUR, "Pending"))

	def test_another_students_leave_by_our_endpoints(self):
		name = self.file()
		before = frappe.db.get_value(PERMIT, name, "*", as_dict=True)
		later = str(self.morning() + timedelta(hours=9))
		for method, values in (
			("cancel_leave", {"name": name}),
			("report_back", {"name": name}),
			("extend_leave", {"name": name, "to_time": later, "key": "http-extend-1"}),
			("attach_proof", {"name": name, "file_name": "a.png", "content": "AAAA"}),
		):
			with self.subTest(method):
				answer = self.pupil.call(API + method, **values)
				self.assertEqual(answer.status_code, 404)
				self.assertNotIn(SECRET.encode(), answer.get_data())
				unknown = self.pupil.call(API + method, **{**values, "name": "LP-0000-00000"})
				self.assertEqual(unknown.status_code, 404)
		home = self.pupil.call(API + "get_home", http="get")
		self.assertNotIn(SECRET.encode(), home.get_data())
		self.assertEqual(frappe.db.get_value(PERMIT, name, "*", as_dict=True), before)

	def test_another_students_leave_and_the_own_by_the_frameworks_endpoints(self):
		"""A student account has no right on any DocType of ours, its own rows included."""
		name = self.file()
		for client in (
			self.pupil,
			self.child,
			HttpClient(None),
			HttpClient(self.world.users["other_counsellor"]),
		):
			for answer in (
				client.get(f"/api/resource/{PERMIT}/{name}"),
				client.get(f"/api/resource/{PERMIT}", fields=["name", "destination"], filters={"name": name}),
				client.call("frappe.client.get", http="get", doctype=PERMIT, name=name),
				client.call(
					"frappe.client.get_list", http="get", doctype=PERMIT, fields=["name", "destination"]
				),
				client.call(
					"frappe.client.get_value",
					http="get",
					doctype=PERMIT,
					filters={"name": name},
					fieldname="destination",
				),
				client.call(
					"frappe.desk.reportview.get",
					doctype=PERMIT,
					fields=["`tabCampus Leave Permit`.`destination`"],
				),
				client.call("frappe.desk.form.load.getdoc", http="get", doctype=PERMIT, name=name),
			):
				self.assertNotIn(SECRET.encode(), answer.get_data())
			for answer in (
				client.put(f"/api/resource/{PERMIT}/{name}", destination="别处"),
				client.delete(f"/api/resource/{PERMIT}/{name}"),
				client.call(
					"frappe.client.set_value", doctype=PERMIT, name=name, fieldname="status", value="Approved"
				),
				client.call("campus_safety.api.leave.decide", name=name, approve=1),
				client.call(
					"campus_safety.api.leave.record_return", name=name, actual_return=str(now_datetime())
				),
				client.call("campus_safety.api.leave.make_parent_link", name=name),
			):
				self.assertGreaterEqual(answer.status_code, 400)
		row = frappe.db.get_value(PERMIT, name, ["status", "destination"], as_dict=True)
		self.assertEqual((row.status, row.destination), ("Pending", SECRET))

	def test_who_is_no_student(self):
		for user in ("counsellor", "administrator_of_site"):
			self.assertEqual(
				HttpClient(self.world.users[user]).call(API + "get_home", http="get").status_code, 403
			)
		self.assertEqual(HttpClient(None).call(API + "get_home", http="get").status_code, 403)
		guest = HttpClient(None).get("/campus-student", p="RP-0001", c="x")
		self.assertEqual(guest.status_code // 100, 3)
		self.assertIn("redirect-to=/campus-student%3Fp%3DRP-0001%26c%3Dx", guest.headers["Location"])

	def test_the_account_begins_on_its_page(self):
		from frappe.website.utils import get_home_page

		frappe.set_user(self.world.users["child"])
		self.assertEqual(get_home_page(), "campus-student")

	def test_page_is_a_shell(self):
		self.file()
		page = self.child.get("/campus-student")
		self.assertEqual(page.status_code, 200)
		self.assertNotIn(SECRET.encode(), page.get_data())
		self.assertIn("申请请假", unescaped(page.get_data(as_text=True)))

	def test_proof(self):
		name = self.file(leave_type="Sick")
		held = io.BytesIO()
		Image.new("RGB", (8, 8)).save(held, "PNG")
		photo = base64.b64encode(held.getvalue()).decode()
		self.assertEqual(
			self.child.call(
				API + "attach_proof", name=name, file_name="a.png", content=f"data:image/png;base64,{photo}"
			).status_code,
			200,
		)
		url = frappe.db.get_value(PERMIT, name, "proof")
		self.assertTrue(url.startswith("/private/files/"))
		self.assertEqual(self.counsellor.get(url).status_code, 200)
		for client in (self.pupil, HttpClient(None), HttpClient(self.world.users["other_counsellor"])):
			self.assertGreaterEqual(client.get(url).status_code, 400)
		for content in ("not base64!", base64.b64encode(b"<svg/>").decode()):
			answer = self.child.call(API + "attach_proof", name=name, file_name="a.png", content=content)
			self.assertGreaterEqual(answer.status_code, 400)
		self.assertEqual(frappe.db.get_value(PERMIT, name, "proof"), url)

	def test_off_campus(self):
		values = {
			"key": "http-residence-1",
			"reason": "陪读",
			"address": "CANARY-http-address",
			"from_date": nowdate(),
			"to_date": nowdate(),  # perhaps the last day on which it may be
			"safety_pledge": 1,
		}
		refused = self.child.call(API + "apply_off_campus", **{**values, "safety_pledge": 0})
		self.assertGreaterEqual(refused.status_code, 400)
		name = self.pupil.call(API + "apply_off_campus", **values).get_json()["message"]
		row = frappe.db.get_value(RESIDENCE, name, ["student", "status"], as_dict=True)
		self.assertEqual((row.student, row.status), (NEIGHBOUR, "Counsellor Review"))
		for client in (self.child, self.pupil, HttpClient(self.world.users["other_counsellor"])):
			answer = client.get(f"/api/resource/{RESIDENCE}/{name}")
			self.assertNotIn(b"CANARY-http-address", answer.get_data())
		self.assertNotIn(b"CANARY-http-address", self.child.call(API + "get_home", http="get").get_data())


class TestReturnPoint(LeaveOverHttp):
	def make_point(self, place: str, **values):
		point = frappe.get_doc({"doctype": "Campus Return Point", "place": place, **values}).insert()
		frappe.db.commit()
		self.addCleanup(self.remove, point.name)
		return point

	def remove(self, point: str) -> None:
		frappe.set_user("Administrator")
		frappe.delete_doc("Campus Return Point", point, force=True)
		frappe.db.commit()

	def code_of(self, point) -> str:
		return return_points.get_address(point).partition("&c=")[2]

	def test_code(self):
		point = self.make_point("测试门", latitude=36.6683, longitude=117.0207, radius_m=200)
		values = {"key": "http-emergency-1", "destination": "医院", "contact_phone": "13800009994"}
		name = self.child.call(API + "request_emergency", **values).get_json()["message"]
		wrong = self.child.call(API + "report_back", name=name, point=point.name, code="0" * 20)
		self.assertGreaterEqual(wrong.status_code, 400)
		self.assertFalse(frappe.db.get_value(PERMIT, name, "actual_return"))
		here = {"point": point.name, "code": self.code_of(point), "latitude": 36.6684, "longitude": 117.0208}
		self.assertEqual(self.child.call(API + "report_back", name=name, **here).status_code, 200)
		row = frappe.db.get_value(PERMIT, name, "*", as_dict=True)
		self.assertEqual(
			(row.return_source, row.return_point, row.return_place),
			("Return Point", point.name, "At the Point"),
		)
		self.assertNotIn("117.02", str(row))  # the position itself is nowhere
		self.assertEqual(self.child.call(API + "report_back", name=name).status_code, 200)
		self.assertEqual(frappe.db.get_value(PERMIT, name, "actual_return"), row.actual_return)

	def test_new_code_ends_the_old(self):
		point = self.make_point("测试侧门")
		code = self.code_of(point)
		self.assertEqual(return_points.get_point(point.name, code).name, point.name)
		point.make_new_code()
		frappe.db.commit()
		page = self.child.get("/campus-student", p=point.name, c=code).get_data(as_text=True)
		self.assertIn("失效", unescaped(page))
		self.assertTrue(point.get_qr().startswith("data:image/svg+xml;base64,"))
		reading = self.counsellor.get(f"/api/resource/Campus Return Point/{point.name}")
		self.assertNotIn(point.get_password("secret").encode(), reading.get_data())
