"""No request makes the server fail with a narrative in its hands (found/security.md H2).

After a 500 the log of errors holds every variable: the letter somebody left, in plain text, for whoever reads logs.
"""

import json

import frappe
from frappe.utils import nowdate

from campus_safety.access.kinds import LONGEST_TEXT, MOMENTS
from campus_safety.access.rules import RULES
from campus_safety.tests.base import WorldTestCase
from campus_safety.tests.http import HttpClient

LEDGER = "Campus Risk Ledger"
CANARY = "CANARY-ERRORLOG-遗书内容"
WRONG = ({"a": 1}, [1, 2], [["x"]], "no such day", "字" * (LONGEST_TEXT + 1))


class TestWrongKinds(WorldTestCase):
	def ways(self, client: HttpClient, doctype: str, name: str, values: dict):
		doc = {"doctype": doctype, "name": name, **values}
		yield client.put(f"/api/resource/{doctype}/{name}", **values)
		yield client.call("frappe.desk.form.save.savedocs", doc=json.dumps(doc), action="Save")
		yield client.call("frappe.client.save", doc=doc)
		yield client.post(f"/api/resource/{doctype}", **values)

	def test_each_field_of_a_protected_record(self) -> None:
		client, asked = HttpClient(self.world.users["counsellor"]), 0
		before = frappe.db.count("Error Log")
		fields = [
			field for field in frappe.get_meta(LEDGER).fields if field.fieldtype in ("Date", "Link", "Table")
		]
		fields += [frappe.get_meta(LEDGER).get_field(name) for name in RULES[LEDGER].secrets]
		for field in fields:
			for value in WRONG[:2] if field.fieldtype not in MOMENTS else WRONG[:4]:
				values = {"factor_detail": CANARY, field.fieldname: value}
				for answer in self.ways(client, LEDGER, self.world.ledger, values):
					with self.subTest(field=field.fieldname, value=str(value)[:20]):
						self.assertLess(answer.status_code, 500, answer.text[-300:])
						self.assertGreaterEqual(answer.status_code, 400)
						asked += 1
		self.assertGreater(asked, 150)
		self.assertEqual(frappe.db.count("Error Log"), before)

	def test_a_text_longer_than_its_column(self) -> None:
		client = HttpClient(self.world.users["counsellor"])
		for fieldname in RULES[LEDGER].secrets:
			for answer in self.ways(client, LEDGER, self.world.ledger, {fieldname: WRONG[4]}):
				self.assertEqual(answer.status_code, 417, fieldname)
				self.assertIn("WrongKindError", answer.text)

	def test_a_text_whose_ciphertext_does_not_fit(self) -> None:
		"""Few characters and many bytes: the door counts the ones, the column the others."""
		client, errors = HttpClient(self.world.users["counsellor"]), frappe.db.count("Error Log")
		for doctype, name, field, kept in (
			(LEDGER, self.world.ledger, "factor_detail", ""),
			(LEDGER, self.world.ledger, "support_advice", "CANARY-advice"),
			("Campus Home Visit", self.world.visit, "findings", "CANARY-visit-findings"),
		):
			answer = client.put(f"/api/resource/{doctype}/{name}", **{field: "😀" * (LONGEST_TEXT - 1)})
			self.assertIn(answer.status_code, (417, 200), answer.text[-300:])
			if field == "factor_detail":
				self.assertIn("WrongKindError", answer.text)
			if answer.status_code == 200:
				client.put(f"/api/resource/{doctype}/{name}", **{field: kept})
		self.assertEqual(frappe.db.count("Error Log"), errors)

	def test_the_longest_text_is_kept(self) -> None:
		client = HttpClient(self.world.users["counsellor"])
		path = f"/api/resource/{LEDGER}/{self.world.ledger}"
		try:
			answer = client.put(path, family_situation="字" * LONGEST_TEXT)
			self.assertEqual(answer.status_code, 200, answer.text[-300:])
		finally:
			client.put(path, family_situation="CANARY-family-situation")

	def test_right_values_pass(self) -> None:
		answer = HttpClient(self.world.users["counsellor"]).put(
			f"/api/resource/Campus Heart Talk/{self.world.talk}", occurred_on=f"{nowdate()} 00:00:01"
		)
		self.assertNotIn("WrongKindError", answer.text)
