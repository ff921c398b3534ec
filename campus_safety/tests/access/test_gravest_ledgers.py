"""A School Leader reads the gravest ledgers and no other: list, count, form, text, linked records (domain §0, §7)."""

import frappe

from campus_safety.domain import roles as r
from campus_safety.tests import factories as make
from campus_safety.tests.base import WorldTestCase
from campus_safety.tests.http import HttpClient
from campus_safety.tests.world import NEIGHBOUR, OTHER_STUDENT

LEDGER = "Campus Risk Ledger"
REVEAL = "campus_safety.api.records.reveal"


class TestGravestLedgers(WorldTestCase):
	def setUp(self) -> None:
		super().setUp()
		self.gravest = self.ledger(NEIGHBOUR, "Red", "Filed")
		self.nominated = self.ledger(OTHER_STUDENT, "Red", "Nominated")
		frappe.db.commit()  # the requests read on other connections
		self.addCleanup(self.forget)
		self.leader = HttpClient(self.world.by_role[r.SCHOOL_LEADER])

	def ledger(self, student: str, level: str, status: str) -> str:
		ledger = make.make_ledger(student, risk_level=level, factor_detail="CANARY-gravest-detail")
		frappe.db.set_value(LEDGER, ledger.name, {"status": status, "workflow_state": status})
		return ledger.name

	def forget(self) -> None:
		frappe.set_user("Administrator")
		for name in (self.gravest, self.nominated):
			for table in frappe.get_meta(LEDGER).get_table_fields():
				frappe.db.delete(table.options, {"parent": name})
			student = frappe.db.get_value(LEDGER, name, "student")
			frappe.db.delete(LEDGER, {"name": name})
			frappe.db.delete("Campus Risk Status", {"student": student})
		frappe.db.commit()  # as it was committed

	def test_lists_and_counts_hold_the_gravest_alone(self) -> None:
		rows = self.leader.get(f"/api/resource/{LEDGER}", limit_page_length="0").get_json()["data"]
		names = [row["name"] for row in rows]
		self.assertIn(self.gravest, names)
		for other in (self.nominated, self.world.ledger):
			self.assertNotIn(other, names)
		count = self.leader.call("frappe.client.get_count", doctype=LEDGER).get_json()["message"]
		self.assertEqual(count, len(names))
		filtered = self.leader.call(
			"frappe.client.get_count", doctype=LEDGER, filters={"risk_level": "Yellow"}
		).get_json()["message"]
		self.assertEqual(filtered, 0)

	def test_the_record_with_a_line_in_the_log_and_the_text_with_a_reason(self) -> None:
		before = self.openings()
		answer = self.leader.get(f"/api/resource/{LEDGER}/{self.gravest}")
		self.assertEqual(answer.status_code, 200)
		self.assertNotIn("CANARY-gravest-detail", answer.text)
		self.assertEqual(self.openings(), before + 1)
		opened = self.leader.call(REVEAL, doctype=LEDGER, name=self.gravest, reason="研究处置方案")
		self.assertEqual(opened.get_json()["message"]["fields"]["factor_detail"], "CANARY-gravest-detail")
		self.assertGreaterEqual(
			self.leader.call(REVEAL, doctype=LEDGER, name=self.gravest, reason="").status_code, 400
		)

	def openings(self) -> int:
		leader = self.world.by_role[r.SCHOOL_LEADER]
		return frappe.db.count(
			"Campus Access Log", {"reference_name": self.gravest, "user": leader, "action": "Opened"}
		)

	def test_no_other_by_any_of_these(self) -> None:
		for name in (self.nominated, self.world.ledger):
			self.assertIn(self.leader.get(f"/api/resource/{LEDGER}/{name}").status_code, (403, 404))
			for method, values in (
				(REVEAL, {"reason": "研究处置方案"}),
				("frappe.desk.form.load.getdoc", {}),
				("frappe.client.get", {}),
				("frappe.client.get_value", {"fieldname": "risk_level", "filters": {"name": name}}),
				("frappe.desk.form.linked_with.get", {"docname": name}),
			):
				answer = self.leader.call(method, doctype=LEDGER, name=name, **values)
				self.assertNotIn("Yellow", answer.text, method)
				self.assertNotIn("CANARY", answer.text, method)

	def test_reading_is_all(self) -> None:
		for values in ({"risk_level": "Green"}, {"support_advice": "x"}):
			answer = self.leader.put(f"/api/resource/{LEDGER}/{self.gravest}", **values)
			self.assertEqual(answer.status_code, 403, answer.text)
		self.assertEqual(self.leader.delete(f"/api/resource/{LEDGER}/{self.gravest}").status_code, 403)

	def test_other_offices_read_none(self) -> None:
		for role in (r.SAFETY_OFFICE, r.SCHOOL_OFFICE, r.HR_OFFICE, r.DISCIPLINE_OFFICE, r.SECURITY_OFFICE):
			client = HttpClient(self.world.by_role[role])
			self.assertIn(client.get(f"/api/resource/{LEDGER}/{self.gravest}").status_code, (403, 404), role)

	def test_the_gravest_is_the_level_marked_so(self) -> None:
		frappe.db.set_value("Campus Risk Level", "Red", "is_gravest", 0)
		frappe.db.set_value("Campus Risk Level", "Orange", "is_gravest", 1)
		frappe.db.commit()  # as above
		try:
			self.assertIn(self.leader.get(f"/api/resource/{LEDGER}/{self.gravest}").status_code, (403, 404))
		finally:
			frappe.db.set_value("Campus Risk Level", "Red", "is_gravest", 1)
			frappe.db.set_value("Campus Risk Level", "Orange", "is_gravest", 0)
			frappe.db.commit()
