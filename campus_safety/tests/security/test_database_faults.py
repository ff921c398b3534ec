"""What the database refuses is said in words, on every road, and nothing of it is kept (found/chaos.md B)."""

import json
from contextlib import contextmanager
from unittest.mock import patch

import frappe
from frappe.utils import nowdate

from campus_safety.access import faults
from campus_safety.domain.database_faults import Kind
from campus_safety.records.record import CampusRecord
from campus_safety.tests.base import WorldTestCase
from campus_safety.tests.bases.connections import another_connection
from campus_safety.tests.http import HttpClient

TALK = "Campus Heart Talk"
# one of each kind that the server itself can be made to say
SAID = {
	1213: Kind.COLLISION,
	1205: Kind.COLLISION,
	1290: Kind.FULL,
	1406: Kind.TOO_LONG,
	1969: Kind.TOO_SLOW,
	1040: Kind.AWAY,
}


@contextmanager
def failing(statement: str):
	"""Every record's validation asks the database what it refuses."""

	def ask(document) -> None:
		for part in statement.split(";"):
			frappe.db.sql(part)

	with patch.object(CampusRecord, "validate", ask):
		yield


class TestDatabaseFaults(WorldTestCase):
	def setUp(self) -> None:
		super().setUp()
		self.client = HttpClient(self.world.users["counsellor"])

	def roads(self):
		values = {"doctype": TALK, "student": "W2026001", "occurred_on": nowdate(), "content": "谈话内容"}
		modified = str(frappe.db.get_value(TALK, self.world.talk, "modified"))
		stored = {**values, "name": self.world.talk, "modified": modified}
		yield lambda: self.client.post(f"/api/resource/{TALK}", **values)
		yield lambda: self.client.put(f"/api/resource/{TALK}/{self.world.talk}", content="谈话内容")
		yield lambda: self.client.call(
			"frappe.desk.form.save.savedocs", doc=json.dumps(values), action="Save"
		)
		yield lambda: self.client.call("frappe.client.save", doc=stored)
		yield lambda: self.client.call("frappe.client.insert", doc=values)

	def check(self, answer, kind: Kind) -> None:
		text = answer.get_data(as_text=True)
		self.assertEqual(answer.status_code, faults.STATUS, text[:300])
		body = answer.get_json()
		(message,) = json.loads(body["_server_messages"])
		frappe.local.lang = "zh"
		self.assertIn(json.loads(message)["message"], {faults.get_words(kind)[1], self.english(kind)})
		for foreign in ("Traceback", "pymysql", "QueryDeadlockError", "CANARY"):
			self.assertNotIn(foreign, text)

	def english(self, kind: Kind) -> str:
		frappe.local.lang = "en"
		return faults.get_words(kind)[1]

	def test_every_kind_on_one_road(self) -> None:
		for number, kind in SAID.items():
			said = f"signal sqlstate '45000' set mysql_errno = {number}, message_text = 'CANARY'"
			with self.subTest(number=number), failing(said):
				self.check(next(self.roads())(), kind)

	def test_a_deadlock_on_every_road_and_nothing_is_kept(self) -> None:
		before = frappe.db.count(TALK)
		with failing("signal sqlstate '40001' set mysql_errno = 1213, message_text = 'CANARY'"):
			for number, road in enumerate(self.roads()):
				with self.subTest(road=number):
					self.check(road(), Kind.COLLISION)
		self.assertEqual(frappe.db.count(TALK), before)

	def test_a_row_that_somebody_else_holds(self) -> None:
		with another_connection() as other:
			other.sql(f"select name from `tab{TALK}` where name = %s for update", (self.world.talk,))
			wait = f"set session innodb_lock_wait_timeout = 1; select name from `tab{TALK}` where name = '{self.world.talk}' for update"
			with failing(wait):
				self.check(next(self.roads())(), Kind.COLLISION)

	def test_a_page_says_it_as_well(self) -> None:
		with failing("signal sqlstate '40001' set mysql_errno = 1213, message_text = 'CANARY'"):
			self.client.headers["Accept"] = "text/html"
			answer = self.client.call("frappe.client.insert", doc={"doctype": TALK, "student": "W2026001"})
		self.assertEqual(answer.status_code, faults.STATUS)
		self.assertNotIn("CANARY", answer.get_data(as_text=True))

	def test_another_fault_stays_what_it_is(self) -> None:
		with patch.object(CampusRecord, "validate", side_effect=KeyError("x")):
			answer = next(self.roads())()
		self.assertEqual(answer.status_code, 500)

	def test_every_kind_has_words_of_its_own_in_chinese(self) -> None:
		said = {}
		for kind in Kind:
			english = self.english(kind)
			frappe.local.lang = "zh"
			said[kind] = faults.get_words(kind)[1]
			self.assertNotEqual(said[kind], english)
		self.assertEqual(len(set(said.values())), len(Kind))
