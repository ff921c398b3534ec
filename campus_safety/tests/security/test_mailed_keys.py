"""Threat: whoever reads the school's mails in the site, or the row of an account, signs in as one of the circle.

A System Manager asked for a new password in the Psych Head's name and read the key in the Email Queue, or in the account.
"""

import frappe

from campus_safety.domain import roles as r
from campus_safety.tests import factories as make
from campus_safety.tests.base import WorldTestCase
from campus_safety.tests.http import HttpClient

LOG = "Campus Access Log"


class TestMails(WorldTestCase):
	"""Mails to accounts of the circle hold keys to them: a System Manager lists, opens and searches none."""

	QUEUE = "Email Queue"

	def setUp(self) -> None:
		super().setUp()
		self.head = self.world.users["psych_head"]
		self.mails = {
			who: self.mail(address)
			for who, address in (
				("circle", self.head),
				("named", f"林若兰 <{self.head}>"),
				("other", self.world.by_role[r.SECURITY_GUARD]),
			)
		}
		frappe.db.commit()  # the requests read on other connections
		self.addCleanup(self.forget)
		self.manager = HttpClient(self.world.users["administrator_of_site"])

	def mail(self, address: str) -> str:
		row = {
			"doctype": self.QUEUE,
			"message": "CANARY-mailed-key",
			"sender": "school@circle.test",
			"status": "Not Sent",
			"recipients": [{"recipient": address, "status": "Not Sent"}],
		}
		return frappe.get_doc(row).insert(ignore_permissions=True).name

	def forget(self) -> None:
		frappe.set_user("Administrator")
		for name in self.mails.values():
			frappe.db.delete("Email Queue Recipient", {"parent": name})
			frappe.db.delete(self.QUEUE, {"name": name})
		frappe.db.commit()  # as they were committed

	def test_lists_counts_and_forms(self) -> None:
		rows = self.manager.get(f"/api/resource/{self.QUEUE}", limit_page_length="0").get_json()["data"]
		names = {row["name"] for row in rows}
		self.assertIn(self.mails["other"], names)
		self.assertTrue(names.isdisjoint({self.mails["circle"], self.mails["named"]}))
		for who in ("circle", "named"):
			answer = self.manager.get(f"/api/resource/{self.QUEUE}/{self.mails[who]}")
			self.assertIn(answer.status_code, (403, 404))
			self.assertNotIn("CANARY-mailed-key", answer.text)
			count = self.manager.call(
				"frappe.client.get_count", doctype=self.QUEUE, filters={"name": self.mails[who]}
			)
			self.assertEqual(count.get_json()["message"], 0)
		other = self.manager.get(f"/api/resource/{self.QUEUE}/{self.mails['other']}")
		self.assertIn("CANARY-mailed-key", other.text)

	def test_once_sent_nothing_of_it_is_kept(self) -> None:
		for who, kept in (("circle", ""), ("other", "CANARY-mailed-key")):
			queued = frappe.get_doc(self.QUEUE, self.mails[who])
			queued.update_status("Sending")
			self.assertEqual(frappe.db.get_value(self.QUEUE, queued.name, "message"), "CANARY-mailed-key")
			queued.update_status("Sent")
			self.assertEqual(frappe.db.get_value(self.QUEUE, queued.name, "message") or "", kept)


class TestMailedLinks(WorldTestCase):
	def setUp(self) -> None:
		super().setUp()
		self.guard = self.world.by_role[r.SECURITY_GUARD]
		self.head = make.make_user(
			"mailed@circle.test", r.PSYCH_TEACHER
		)  # a new password drops an account's API keys
		frappe.db.commit()  # the requests read on other connections
		self.known = set(frappe.get_all(LOG, {"action": "Account Change"}, pluck="name"))

	def lines(self) -> list:
		frappe.db.rollback()
		return frappe.get_all(
			LOG,
			{"action": "Account Change", "name": ("not in", list(self.known) or [""])},
			["reference_name", "reason"],
			as_list=True,
		)

	def link(self, user: str) -> str:
		key = frappe.generate_hash()
		frappe.cache.set_value(f"one_time_login_key:{key}", user, expires_in_sec=60)
		return key

	def test_signing_in_by_one_is_told_for_the_circle_alone(self) -> None:
		call = "frappe.www.login.login_via_key"
		for user, lines in ((self.guard, 0), (self.head, 1)):
			answer = HttpClient(None).call(call, http="get", key=self.link(user))
			self.assertLess(answer.status_code, 400, answer.text)
			self.assertEqual(len(self.lines()), lines)
		self.assertEqual(self.lines()[0][0], self.head)
		HttpClient(self.head).call(call, http="get", key="x" * 40)
		self.assertEqual(len(self.lines()), 1)

	def test_the_key_of_a_reset_is_kept_as_its_digest(self) -> None:
		"""What the account's row holds opens nothing; what was mailed does, and is told."""
		self.addCleanup(self.forget)
		link = frappe.get_doc("User", self.head).reset_password()
		frappe.db.commit()  # the requests read on other connections
		key = link.partition("key=")[2]
		manager = HttpClient(self.world.users["administrator_of_site"])
		kept = frappe.db.get_value("User", self.head, "reset_password_key")
		self.assertNotIn(key, manager.get(f"/api/resource/User/{self.head}").text)
		set_password = "frappe.core.doctype.user.user.update_password"
		refused = HttpClient(None).call(set_password, new_password="Stolen-Pass-4711", key=kept)
		self.assertGreaterEqual(refused.status_code, 400)
		self.assertEqual(self.lines(), ())
		done = HttpClient(None).call(set_password, new_password="Mailed-Pass-4711", key=key)
		self.assertEqual(done.status_code, 200, done.text)
		((account, reason),) = self.lines()
		self.assertEqual((account, reason), (self.head, frappe._("Password, by a mailed link", lang="zh")))

	def forget(self) -> None:
		frappe.set_user("Administrator")
		frappe.db.delete("__Auth", {"name": self.head, "doctype": "User", "fieldname": "password"})
		frappe.db.set_value("User", self.head, "reset_password_key", "", update_modified=False)
		frappe.db.commit()  # as it was committed
