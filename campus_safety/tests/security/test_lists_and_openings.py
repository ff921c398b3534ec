"""SECURITY.md: what is an opening and leaves a line, and what is none (issue 10). A list shows number, class, level, dates, people."""

import frappe

from campus_safety.access.rules import RULES
from campus_safety.tests.base import WorldTestCase
from campus_safety.tests.http import HttpClient

LEDGER, LOG = "Campus Risk Ledger", "Campus Access Log"
LIST = "frappe.desk.reportview.get"


class TestListsAndOpenings(WorldTestCase):
	def lines(self) -> int:
		frappe.db.rollback()
		return frappe.db.count(LOG, {"user": self.world.users["psych_head"], "reference_doctype": LEDGER})

	def test_a_list_leaves_none_and_the_record_one(self) -> None:
		client, before = HttpClient(self.world.users["psych_head"]), self.lines()
		columns = ["name", "unit", "risk_level", "occurred_on", "responsible_person"]
		answer = client.call(LIST, doctype=LEDGER, fields=columns, filters=[], start=0, page_length=20)
		self.assertEqual(answer.status_code, 200, answer.text[:300])
		self.assertEqual(client.get(f"/api/resource/{LEDGER}").status_code, 200)
		self.assertEqual(self.lines(), before)
		self.assertEqual(client.get(f"/api/resource/{LEDGER}/{self.world.ledger}").status_code, 200)
		self.assertEqual(self.lines(), before + 1)

	def test_of_the_narrative_a_list_has_ciphertext(self) -> None:
		client = HttpClient(self.world.users["psych_head"])
		fields = ["name", *RULES[LEDGER].secrets]
		answer = client.call(LIST, doctype=LEDGER, fields=fields, filters=[["name", "=", self.world.ledger]])
		message = answer.json["message"]
		(row,) = message["values"]
		told = dict(zip(message["keys"], row, strict=True))
		found = [told[field] for field in RULES[LEDGER].secrets if told.get(field)]
		self.assertTrue(found)
		self.assertTrue(all(text.startswith("enc:") for text in found), found)
