"""Talks and parent contacts over HTTP: who gets what beside the form, in the ledger, and who may write for a class."""

import io

import frappe
import openpyxl
from frappe.utils import nowdate

from campus_safety.tests.base import WorldTestCase
from campus_safety.tests.http import HttpClient
from campus_safety.tests.world import FAR_STUDENT, NEIGHBOUR, STUDENT

API = "campus_safety.api.daily_care"
EXPORT = "campus_safety.api.ledgers.export_ledger"
TALK, CONTACT, MEETING, VISIT = (
	"Campus Heart Talk",
	"Campus Parent Contact",
	"Campus Parent Meeting",
	"Campus Dorm Visit",
)
TEXTS = (b"CANARY-talk-content", b"CANARY-contact-home")
FORBIDDEN = (
	"other_counsellor",
	"far_counsellor",
	"far_lead",
	"administrator_of_site",
	"pupil",
	"guest",
	"Campus Dorm Manager",
	"Campus Discipline Office",
	"Campus Safety Office",
)


class TestDailyCare(WorldTestCase):
	def client(self, who: str) -> HttpClient:
		return HttpClient(None if who == "guest" else self.world.users.get(who) or self.world.by_role[who])

	def talk_of(self, student: str, **values) -> dict:
		return {
			"student": student,
			"talk_time": f"{nowdate()} 00:00:01",
			"place": "教室",
			"mode": "In Person",
			"talk_type": "Routine",
			"topics": "学习",
			"content": "说英语听力跟不上",
			"mental_state": "Steady",
			**values,
		}

	def forget(self, doctype: str, *names: str) -> None:
		for name in names:
			frappe.delete_doc(doctype, name, force=True, ignore_permissions=True)
		frappe.db.commit()

	# beside the form

	def test_card_for_those_who_look_after_the_student(self):
		for who in ("counsellor", "adviser", "lead"):
			card = (
				self.client(who).call(f"{API}.get_student_card", "GET", student=STUDENT).get_json()["message"]
			)
			self.assertEqual([row["name"] for row in card["talks"]], [self.world.talk], who)
			self.assertEqual([row["name"] for row in card["contacts"]], [self.world.contact], who)
			self.assertEqual(card["guardians"][0]["mobile"], "13800009992")

	def test_card_carries_no_talk_text(self):
		answer = self.client("counsellor").call(f"{API}.get_student_card", "GET", student=STUDENT).get_data()
		for text in TEXTS:
			self.assertNotIn(text, answer)

	def test_card_for_others_is_refused_like_a_student_who_is_not_there(self):
		for who in (
			"other_counsellor",
			"far_lead",
			"pupil",
			"guest",
			"Campus Counsellor",
			"Campus Dorm Manager",
		):
			client = self.client(who)
			there = client.call(f"{API}.get_student_card", "GET", student=STUDENT)
			missing = client.call(f"{API}.get_student_card", "GET", student="W0000000")
			self.assertEqual((there.status_code, missing.status_code), (403, 403), who)
			self.assertNotIn(b"CANARY", there.get_data())

	def test_safety_office_sees_the_student_but_no_talks(self):
		card = self.client("Campus Safety Office").call(f"{API}.get_student_card", "GET", student=STUDENT)
		self.assertEqual(card.status_code, 200)
		self.assertEqual(
			(card.get_json()["message"]["talks"], card.get_json()["message"]["contacts"]), ([], [])
		)

	def test_class_list_holds_own_students_only(self):
		ask = f"{API}.get_class_students"
		answer = (
			self.client("counsellor")
			.call(ask, "GET", doctype=TALK, unit=self.world.units["class_3"])
			.get_json()["message"]
		)
		own = self.world.units["class_1"]  # other tests add students to it
		listed = {row["name"] for row in answer["students"]}
		self.assertEqual(listed, set(frappe.get_all("Campus Student", filters={"unit": own}, pluck="name")))
		self.assertLessEqual({STUDENT, NEIGHBOUR}, listed)
		self.assertEqual(answer["units"], [own])
		for who in ("pupil", "guest", "administrator_of_site", "Campus Student Affairs"):
			self.assertEqual(self.client(who).call(ask, "GET", doctype=TALK).status_code, 403, who)
		self.assertEqual(self.client("counsellor").call(ask, "GET", doctype="User").status_code, 403)
		self.assertEqual(
			self.client("Campus Counsellor").call(ask, "GET", doctype=TALK).get_json()["message"]["students"],
			[],
		)

	# writing

	def test_own_student_yes_others_no(self):
		made = self.client("counsellor").post(f"/api/resource/{TALK}", **self.talk_of(NEIGHBOUR))
		self.assertEqual(made.status_code, 200, made.get_data()[:500])
		self.forget(TALK, made.get_json()["data"]["name"])
		for who in FORBIDDEN:
			refused = self.client(who).post(f"/api/resource/{TALK}", **self.talk_of(NEIGHBOUR))
			self.assertGreaterEqual(refused.status_code, 400, who)
		self.assertGreaterEqual(
			self.client("counsellor").post(f"/api/resource/{TALK}", **self.talk_of(FAR_STUDENT)).status_code,
			400,
		)

	def test_forged_marks_are_not_heard(self):
		client = self.client("counsellor")
		for forged in ({"suspected_batch": 1}, {"escalation_record": "x"}, {"status": "Void"}):
			self.assertGreaterEqual(
				client.post(f"/api/resource/{TALK}", **self.talk_of(NEIGHBOUR, **forged)).status_code, 400
			)
		values = self.talk_of(
			NEIGHBOUR,
			recorded_by=self.world.users["far_lead"],
			late_entry=1,
			counts=0,
			unit=self.world.units["class_3"],
		)
		made = client.post(f"/api/resource/{TALK}", **values).get_json()["data"]
		self.forget(TALK, made["name"])
		self.assertEqual((made["recorded_by"], made["counts"]), (self.world.users["counsellor"], 1))
		self.assertEqual(made["unit"], self.world.units["class_1"])

	def test_author_alone_changes_it(self):
		for who in (*FORBIDDEN, "adviser", "lead", "student_affairs"):
			answer = self.client(who).put(f"/api/resource/{TALK}/{self.world.talk}", content="forged")
			self.assertGreaterEqual(answer.status_code, 400, who)
		self.assertEqual(frappe.db.get_value(TALK, self.world.talk, "content"), "CANARY-talk-content")

	def test_void_by_author_or_lead_with_post_only(self):
		for who in (*FORBIDDEN, "adviser", "student_affairs"):
			answer = self.client(who).call(
				f"{API}.declare_void", doctype=TALK, name=self.world.talk, reason="选错学生"
			)
			self.assertGreaterEqual(answer.status_code, 400, who)
		self.assertEqual(frappe.db.get_value(TALK, self.world.talk, "status"), "Recorded")
		lead = self.client("lead")
		self.assertGreaterEqual(
			lead.call(
				f"{API}.declare_void", "GET", doctype=TALK, name=self.world.talk, reason="x"
			).status_code,
			400,
		)
		self.assertEqual(
			lead.call(
				f"{API}.declare_void", doctype="User", name="Administrator", reason="选错学生"
			).status_code,
			403,
		)
		made = (
			self.client("counsellor")
			.post(f"/api/resource/{TALK}", **self.talk_of(NEIGHBOUR))
			.get_json()["data"]["name"]
		)
		try:
			self.assertEqual(
				lead.call(f"{API}.declare_void", doctype=TALK, name=made, reason="选错学生").status_code, 200
			)
			self.assertEqual(frappe.db.get_value(TALK, made, ["status", "counts"]), ("Void", 0))
		finally:
			self.forget(TALK, made)

	# a class at once

	def test_attempts_of_a_class(self):
		rows = [{"student": NEIGHBOUR, "result": "No Answer", "guardian_name": "张三", "relation": "父亲"}]
		ask = dict(unit=self.world.units["class_1"], rows=rows)
		for who in FORBIDDEN:
			self.assertGreaterEqual(
				self.client(who).call(f"{API}.record_contacts", **ask).status_code, 400, who
			)
		self.assertGreaterEqual(
			self.client("counsellor").call(f"{API}.record_contacts", "GET", **ask).status_code, 400
		)
		self.assertEqual(frappe.db.count(CONTACT, {"student": NEIGHBOUR}), 0)
		bad = [
			*rows,
			{"student": FAR_STUDENT, "result": "No Answer"},
			{"student": STUDENT, "result": "No Answer", "home_info": "x"},
		]
		answer = (
			self.client("counsellor")
			.call(f"{API}.record_contacts", unit=ask["unit"], rows=bad)
			.get_json()["message"]
		)
		self.assertEqual((answer["names"], [row["row"] for row in answer["bad_rows"]]), ([], [2, 3]))
		self.assertEqual(frappe.db.count(CONTACT, {"student": NEIGHBOUR}), 0)
		answer = self.client("counsellor").call(
			f"{API}.record_contacts", unit=ask["unit"], rows=bad, all_or_nothing=False
		)
		names = answer.get_json()["message"]["names"]
		self.assertEqual(frappe.get_all(CONTACT, {"student": NEIGHBOUR}, pluck="name"), names)
		self.forget(CONTACT, *names)

	# ledgers

	def exported(self, who: str, doctype: str) -> str:
		answer = self.client(who).call(EXPORT, doctype=doctype)
		self.assertEqual(answer.status_code, 200, answer.get_data()[:500])
		sheet = openpyxl.load_workbook(io.BytesIO(answer.get_data())).active
		return " ".join(str(cell.value) for row in sheet.iter_rows() for cell in row if cell.value)

	def test_ledgers_hold_own_rows(self):
		for doctype, text in ((TALK, "CANARY-talk-content"), (CONTACT, "CANARY-contact-home")):
			self.assertIn(text, self.exported("lead", doctype))
			self.assertNotIn("CANARY", self.exported("far_lead", doctype))
			for who in ("pupil", "guest", "administrator_of_site", "Campus Safety Office", "Campus Mentor"):
				self.assertGreaterEqual(self.client(who).call(EXPORT, doctype=doctype).status_code, 400, who)
		for doctype, heading in ((MEETING, "家庭教育促进法宣讲"), (VISIT, "走访宿舍")):
			self.assertIn(heading, self.exported("lead", doctype))

	def test_printed_talk(self):
		for who, status in (("counsellor", 200), ("far_lead", 403), ("other_counsellor", 403)):
			answer = self.client(who).call(
				"campus_safety.api.ledgers.print_record", doctype=TALK, name=self.world.talk
			)
			self.assertEqual(answer.status_code, status, who)
			self.assertEqual(TEXTS[0] in answer.get_data(), status == 200)
