"""Whom one meets in lists of accounts, and what of them (found/security.md L2, L3, L5, L7, L8).

A student listed all accounts with the address each had last logged in from, by a column of a linked account.
"""

import json

import frappe
from frappe.utils.password import update_password

from campus_safety.domain import roles as r
from campus_safety.tests.base import CampusTestCase, WorldTestCase
from campus_safety.tests.http import Browser, HttpClient
from campus_safety.tests.world import NEIGHBOUR, get_world

COLUMNS = ("last_ip", "mobile_no", "api_key", "last_login", "reset_password_key", "birth_date")


class TestAccounts(WorldTestCase):
	def listed(self, user: str, **asked) -> list[dict]:
		answer = HttpClient(user).get("/api/resource/User", limit_page_length="0", **asked)
		return (answer.get_json() or {}).get("data") or []

	def test_a_student_lists_no_account_but_their_own(self) -> None:
		for who in ("pupil", "child"):
			user = self.world.users[who]
			self.assertLessEqual({row["name"] for row in self.listed(user)}, {user})
			other = HttpClient(user).get(f"/api/resource/User/{self.world.users['counsellor']}")
			self.assertGreaterEqual(other.status_code, 400)
			count = HttpClient(user).call("frappe.client.get_count", doctype="User")
			self.assertIn((count.get_json() or {}).get("message"), (None, 0, 1))
			found = HttpClient(user).call("frappe.desk.search.search_link", doctype="User", txt="counsellor")
			self.assertNotIn("counsellor@world.test", found.text)

	def test_staff_choose_colleagues_by_name(self) -> None:
		names = {row["name"] for row in self.listed(self.world.users["counsellor"])}
		self.assertIn(self.world.users["lead"], names)
		answer = HttpClient(self.world.users["counsellor"]).call(
			"frappe.desk.search.search_link", doctype="User", txt="lead@world"
		)
		self.assertIn(self.world.users["lead"], answer.text)

	def test_no_more_of_them(self) -> None:
		frappe.db.set_value("User", self.world.users["lead"], "last_ip", "203.0.113.77")
		frappe.db.commit()
		for who in ("counsellor", "far_lead"):
			for column in COLUMNS:
				rows = self.listed(self.world.users[who], fields=["name", column])
				self.assertFalse([row for row in rows if row.get(column)], f"{who}: {column}")
			self.assertEqual(self.listed(self.world.users[who], fields=["*"]), [])
			for values in ({"order_by": "last_ip desc"}, {"filters": [["last_ip", "like", "203%"]]}):
				self.assertEqual(self.listed(self.world.users[who], **values), [])

	def test_nor_through_a_record_that_names_them(self) -> None:
		asked = 0
		for who in ("counsellor", "child", "lead"):
			client = HttpClient(self.world.users[who])
			for doctype, link in (
				("Campus Heart Talk", "recorded_by"),
				("Campus Leave Permit", "owner"),
				("ToDo", "allocated_to"),
			):
				for column in COLUMNS:
					dotted = f"{link}.{column}"
					for values in (
						{"fields": json.dumps(["name", dotted])},
						{"fields": json.dumps(["name", f"{dotted} as x"])},
						{"filters": json.dumps([[dotted, "like", "203%"]])},
						{"filters": json.dumps({dotted: "203.0.113.77"})},
						{"order_by": f"{dotted} desc"},
					):
						answer = client.get(f"/api/resource/{doctype}", **values)
						self.assertGreaterEqual(answer.status_code, 400, f"{who}: {doctype} {values}")
						rpc = client.call("frappe.client.get_list", doctype=doctype, **values)
						self.assertGreaterEqual(rpc.status_code, 400, f"{who}: {doctype} {values}")
						asked += 2
		self.assertGreater(asked, 500)  # fmt: skip

	def test_a_name_may_be_asked(self) -> None:
		answer = HttpClient(self.world.users["counsellor"]).get(
			"/api/resource/Campus Heart Talk",
			fields=["name", "recorded_by.full_name", "student.student_name"],
		)
		self.assertEqual(answer.status_code, 200, answer.text[-300:])

	def test_not_more_of_a_linked_student(self) -> None:
		answer = HttpClient(self.world.users["counsellor"]).get(
			"/api/resource/Campus Heart Talk", fields=["name", "student.home_address"]
		)
		self.assertEqual(answer.status_code, 403)


class TestPreparedReports(WorldTestCase):
	def test_for_whoever_may_run_the_report(self) -> None:
		before = frappe.db.count("Prepared Report")
		for who in ("pupil", "child"):
			client = HttpClient(self.world.users[who])
			method = "frappe.core.doctype.prepared_report.prepared_report.make_prepared_report"
			answers = (
				client.call(method, report_name="Campus Duty Coverage", filters="{}"),
				client.post(
					"/api/resource/Prepared Report", report_name="Campus Duty Coverage", filters="{}"
				),
			)
			self.assertTrue(all(answer.status_code >= 400 for answer in answers), who)
		self.assertEqual(frappe.db.count("Prepared Report"), before)


class TestLinkedAccounts(CampusTestCase):
	@classmethod
	def setUpClass(cls) -> None:
		super().setUpClass()
		cls.world = get_world()

	def test_a_students_account_is_not_one_of_staff(self) -> None:
		world = self.world
		student = frappe.get_doc("Campus Student", NEIGHBOUR)
		for user in (world.users["psych_head"], world.users["lead"], world.users["child"]):
			with self.as_user(world.users["lead"]), self.assertRaises(frappe.ValidationError):
				student.user = user
				student.save()
			student.reload()


class TestSessions(WorldTestCase):
	"""By cookie, as a browser: the client of the other tests comes with a key."""

	def test_a_session_without_a_page_writes_nothing(self) -> None:
		user = self.world.users["psych_head"]
		update_password(user, "Session-4711-x")
		frappe.db.commit()
		asked = {"doctype": "Campus Risk Ledger", "name": self.world.ledger, "reason": "谈话准备"}
		answer = Browser(user, "Session-4711-x").post("/api/method/campus_safety.api.records.reveal", **asked)
		self.assertEqual(answer.status_code, 400, answer.text[-300:])
		self.assertNotIn("CANARY", answer.text)

	def test_ones_own_password_only_with_the_old_one(self) -> None:
		user = self.world.users["psych_teacher"]
		answer = HttpClient(user).put(f"/api/resource/User/{user}", new_password="Stolen-4711-x")
		self.assertEqual(answer.status_code, 403, answer.text[-300:])
		manager = HttpClient(self.world.users["administrator_of_site"])
		self.assertTrue(manager and r.PSYCH_TEACHER in frappe.get_roles(user))
