"""Parents have one link, staff of other classes nothing."""

import json
import re
from datetime import timedelta

import frappe
from frappe.utils import now_datetime

from campus_safety.jobs import campus_leave
from campus_safety.records.school import get_school_name
from campus_safety.services.leave import parents
from campus_safety.tests.access.leave_over_http import CONFIRMATION, PERMIT, SECRET, LeaveOverHttp, said
from campus_safety.tests.http import HttpClient
from campus_safety.tests.world import STUDENT


class TestParents(LeaveOverHttp):
	def link(self, name: str) -> str:
		answer = self.counsellor.call("campus_safety.api.leave.make_parent_link", name=name)
		return answer.get_json()["message"]["link"].partition("?t=")[2]

	def test_link_works_once_and_opening_uses_nothing_up(self):
		start = self.morning()
		name = self.file(to_time=str(start + timedelta(hours=23)))
		token, guest = self.link(name), HttpClient(None)
		for _each in range(3):  # WeChat's preview, the parent, the parent again
			page = guest.get("/campus-parent", t=token)
			self.assertEqual(page.status_code, 200)
			self.assertIn(SECRET, page.get_data(as_text=True))
			self.assertNotIn(STUDENT, page.get_data(as_text=True))
			self.assertNotIn("13800009993", page.get_data(as_text=True))
		self.assertFalse(frappe.db.get_value(PERMIT, name, "parent_confirmed_by"))
		method = "campus_safety.api.leave.answer_parent_link"
		self.assertGreaterEqual(
			guest.call(method, http="get", token=token, agree=1, name="王家长").status_code, 400
		)
		seen = parents.look(token, now_datetime()).leave["seen"]
		answer = guest.call(method, token=token, agree=1, name="王家长", seen=seen).get_json()["message"]
		self.assertEqual(answer["outcome"], "confirmed")
		row = frappe.db.get_value(PERMIT, name, ["parent_confirmed_by", "parent_confirmed_via"], as_dict=True)
		self.assertEqual((row.parent_confirmed_by, row.parent_confirmed_via), ("王家长", "Link"))
		again = guest.call(method, token=token, agree=0, name="王家长", reason="不", seen=seen).get_json()[
			"message"
		]
		self.assertEqual((again["outcome"], again["leave"]), ("used", None))
		self.assertEqual((again["answered"]["agree"], again["answered"]["by"]), (True, "王＊＊"))
		after = guest.get("/campus-parent", t=token).get_data(as_text=True)
		self.assertNotIn(SECRET, after)
		self.assertNotIn(name, after)
		self.assertIn('"agree": true', after)  # one's own answer stands there

	def test_it_says_which_school_and_whom_to_ring(self):
		"""A page and a message that look like nobody's are taken for fraud (found/ux-night.md, parent)."""
		counsellor = self.world.users["counsellor"]
		frappe.db.set_value("User", counsellor, "mobile_no", "13800009871")
		frappe.db.commit()  # requests see what is committed
		self.addCleanup(frappe.db.commit)
		self.addCleanup(frappe.db.set_value, "User", counsellor, "mobile_no", None)
		called = frappe.utils.get_fullname(counsellor)
		school = get_school_name()
		self.assertTrue(school)
		name = self.file()
		said_to_them = self.counsellor.call("campus_safety.api.leave.make_parent_link", name=name).get_json()[
			"message"
		]
		for words in (school, called, "13800009871"):
			self.assertIn(words, said_to_them["text"])
		for secret in (STUDENT, SECRET):
			self.assertNotIn(secret, said_to_them["text"])
		token, guest = said_to_them["link"].partition("?t=")[2], HttpClient(None)
		page = guest.get("/campus-parent", t=token).get_data(as_text=True)
		frappe.db.set_value(CONFIRMATION, {"leave_permit": name}, "status", "Replaced")
		frappe.db.commit()
		replaced = guest.get("/campus-parent", t=token).get_data(as_text=True)
		for text in (page, replaced):
			shown = json.loads(re.search(r'id="campus-answer">(.*?)</script>', text, re.S)[1])
			self.assertEqual(
				shown["school"], {"school": school, "counsellor": called, "phone": "13800009871"}
			)
		self.assertNotIn("13800009871", guest.get("/campus-parent", t="forged").get_data(as_text=True))

	def test_forged_and_guessed(self):
		name = self.file()
		token, guest = self.link(name), HttpClient(None)
		answers = set()
		for text in (token[:-2] + "xx", "abc", "abc.def", parents._new_token(), name, "%"):
			page = guest.get("/campus-parent", t=text)
			self.assertEqual(page.status_code, 200)
			self.assertNotIn(SECRET, page.get_data(as_text=True))
			answers.add(
				json.dumps(
					guest.call(
						"campus_safety.api.leave.answer_parent_link", token=text, agree=1, name="x"
					).get_json()["message"]
				)
			)
		self.assertEqual(len(answers), 1)
		self.assertIn("链接无效", answers.pop().encode().decode("unicode_escape"))

	def test_sms_says_what_is_missing(self):
		name = self.file()
		answer = self.counsellor.call("campus_safety.api.leave.send_parent_link", name=name)
		self.assertGreaterEqual(answer.status_code, 400)
		self.assertIn("短信通道", said(answer))
		self.assertFalse(frappe.db.exists(CONFIRMATION, {"leave_permit": name}))

	def test_staff_of_another_class_make_no_link(self):
		name = self.file()
		for user in ("other_counsellor", "far_lead", "administrator_of_site"):
			answer = HttpClient(self.world.users[user]).call(
				"campus_safety.api.leave.make_parent_link", name=name
			)
			self.assertEqual(answer.status_code, 403)
		self.assertFalse(frappe.db.exists(CONFIRMATION, {"leave_permit": name}))


class TestJob(LeaveOverHttp):
	def test_runs_every_five_minutes_and_leaves_the_rest_alone(self):
		scheduled = frappe.get_hooks("scheduler_events")["cron"]
		self.assertIn(["campus_safety.jobs.campus_leave.run"], list(scheduled.values()))
		name = self.file()
		self.assertEqual(
			self.counsellor.call("campus_safety.api.leave.decide", name=name, approve=1).status_code, 200
		)
		campus_leave.run()
		self.assertEqual(frappe.db.get_value(PERMIT, name, "status"), "Approved")
		frappe.db.set_value(PERMIT, name, "from_time", now_datetime() - timedelta(minutes=1))
		campus_leave.run()
		campus_leave.run()
		self.assertEqual(frappe.db.get_value(PERMIT, name, "status"), "On Leave")
		self.assertFalse(frappe.db.exists("Error Log", {"method": ("like", "campus_leave%")}))


class TestStaff(LeaveOverHttp):
	def test_counsellor_approves_from_the_phone(self):
		name = self.file()
		listed = self.counsellor.get(f"/api/resource/{PERMIT}", fields=["name", "destination"]).get_json()[
			"data"
		]
		self.assertIn(name, [row["name"] for row in listed])
		answer = self.counsellor.call("campus_safety.api.leave.decide", name=name, approve=1)
		self.assertEqual((answer.status_code, answer.get_json()["message"]), (200, "Approved"))

	def test_rejecting_needs_a_note(self):
		name = self.file()
		self.assertGreaterEqual(
			self.counsellor.call("campus_safety.api.leave.decide", name=name, approve=0).status_code, 400
		)
		answer = self.counsellor.call(
			"campus_safety.api.leave.decide", name=name, approve=0, note="当天有考试"
		)
		self.assertEqual(answer.get_json()["message"], "Rejected")
