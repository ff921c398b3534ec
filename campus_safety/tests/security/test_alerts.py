"""Alerts from outside: who was told takes and answers, nobody else learns that there is one."""

import frappe

from campus_safety.domain import roles as r
from campus_safety.tests import factories as make
from campus_safety.tests.base import WorldTestCase
from campus_safety.tests.http import HttpClient
from campus_safety.tests.world import STUDENT

ALERT, API = "Campus Alert", "campus_safety.api.alerts"
WORDS = "已联系，今天约谈"


class TestAlerts(WorldTestCase):
	@classmethod
	def setUpClass(cls) -> None:
		super().setUpClass()
		frappe.set_user(cls.world.users["counsellor"])
		cls.talk = make.make_talk(
			STUDENT, mental_state="Abnormal", escalate_to="Psych Centre", abnormal_behaviour="不与人说话三天"
		)
		frappe.set_user("Administrator")
		frappe.db.commit()
		cls.alert = frappe.db.get_value(ALERT, {"reference_name": cls.talk.name})

	@classmethod
	def tearDownClass(cls) -> None:
		frappe.set_user("Administrator")
		frappe.db.rollback()
		frappe.db.delete(ALERT, {"name": cls.alert})
		for table in ("Campus Alert Recipient", "Campus Alert Event"):
			frappe.db.delete(table, {"parent": cls.alert})
		frappe.db.delete("Notification Log", {"document_name": ("in", [cls.alert, cls.talk.name])})
		frappe.delete_doc("Campus Heart Talk", cls.talk.name, force=True, ignore_permissions=True)
		frappe.db.commit()
		super().tearDownClass()

	def client(self, who: str) -> HttpClient:
		return HttpClient(self.world.users.get(who) or self.world.by_role.get(who))

	def test_nobody_else_learns_of_it(self) -> None:
		for who in (
			"other_counsellor",
			"far_lead",
			"lead",
			r.SECURITY_OFFICE,
			r.SCHOOL_LEADER,
			"pupil",
			"guest",
		):
			client = self.client(who)
			with self.subTest(who=who):
				self.assertGreaterEqual(client.get(f"/api/resource/{ALERT}/{self.alert}").status_code, 400)
				listed = client.get(f"/api/resource/{ALERT}", fields=["name", "student"])
				self.assertNotIn(self.alert, listed.text)
				answer = client.call(
					f"{API}.get_for", "GET", doctype="Campus Heart Talk", name=self.talk.name
				)
				self.assertNotIn(self.alert, answer.text)
				for method, words in (
					("take", {}),
					("answer", {"text": WORDS}),
					("hand_back", {"reason": WORDS}),
				):
					refused = client.call(f"{API}.{method}", alert=self.alert, **words)
					self.assertEqual(refused.status_code, 403, f"{method}: {refused.text[:200]}")
					not_there = client.call(f"{API}.{method}", alert="nosuchalert", **words)
					self.assertEqual(not_there.status_code, refused.status_code)
		self.assertEqual(frappe.db.get_value(ALERT, self.alert, "status"), "Open")

	def test_who_sent_it_sees_it_and_takes_nothing(self) -> None:
		client = self.client("counsellor")
		(shown,) = client.call(
			f"{API}.get_for", "GET", doctype="Campus Heart Talk", name=self.talk.name
		).json["message"]
		self.assertEqual((shown["name"], shown["may_take"], shown["answers"]), (self.alert, False, []))
		self.assertEqual(client.call(f"{API}.take", alert=self.alert).status_code, 403)

	def test_no_road_past_the_buttons(self) -> None:
		for who in ("counsellor", "psych_head"):
			client = self.client(who)
			path = f"/api/resource/{ALERT}/{self.alert}"
			self.assertGreaterEqual(client.put(path, status="Ended").status_code, 400, who)
			self.assertGreaterEqual(client.delete(path).status_code, 400, who)
			row = {
				"doctype": "Campus Alert Recipient",
				"parent": self.alert,
				"parenttype": ALERT,
				"user": self.world.users[who],
			}
			row["parentfield"] = "recipients"
			self.assertGreaterEqual(
				client.call("frappe.client.insert", doc=frappe.as_json(row)).status_code, 400
			)
		self.assertEqual(frappe.db.get_value(ALERT, self.alert, "status"), "Open")

	def test_z_who_was_told_takes_and_answers(self) -> None:
		client = self.client("psych_head")
		self.assertEqual(client.call(f"{API}.take", "GET", alert=self.alert).status_code, 403)
		self.assertEqual(client.call(f"{API}.answer", alert=self.alert, text=" ").status_code, 417)
		self.assertEqual(client.call(f"{API}.take", alert=self.alert).status_code, 200)
		answer = client.call(f"{API}.answer", alert=self.alert, text=WORDS)
		self.assertEqual(answer.status_code, 200, answer.text)
		frappe.db.rollback()
		self.assertEqual(frappe.db.get_value(ALERT, self.alert, ["status", "answer"]), ("Ended", WORDS))
		again = client.call(f"{API}.take", alert=self.alert)
		self.assertEqual(again.status_code, 417, again.text)
