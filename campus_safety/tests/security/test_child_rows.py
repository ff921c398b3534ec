"""Rows of a child table are changed by the save of their record alone (found/security.md C1).

The framework asks for the right to the parent and runs none of its rules: with one POST a counsellor of another college
forged a signature, and one College Lead closed a ledger.
"""

import frappe

from campus_safety.access.rules import RULES
from campus_safety.exceptions import ChildRowError
from campus_safety.tests.base import CampusTestCase, WorldTestCase
from campus_safety.tests.http import HttpClient
from campus_safety.tests.world import STUDENT

TABLES = {doctype: rule.parent for doctype, rule in RULES.items() if rule.parent}
MARK = "campus-test-row"


def field_of(child: str, parent: str) -> str:
	return next(
		field.fieldname for field in frappe.get_meta(parent).get_table_fields() if field.options == child
	)


def new_row(child: str, **values):
	parent = TABLES[child]
	return frappe.get_doc(
		{
			"doctype": child,
			"parent": "nowhere",
			"parenttype": parent,
			"parentfield": field_of(child, parent),
			**values,
		}
	)


def by_resource(client, row):
	yield client.post(f"/api/resource/{row.doctype}", **values_of(row))
	yield client.put(f"/api/resource/{row.doctype}/{row.name}", idx=7)
	yield client.delete(f"/api/resource/{row.doctype}/{row.name}")
	yield client.put(f"/api/v2/document/{row.doctype}/{row.name}", idx=7)
	yield client.delete(f"/api/v2/document/{row.doctype}/{row.name}")


def by_client(client, row):
	doc = {**values_of(row), "name": row.name, "idx": 7}
	yield client.call("frappe.client.save", doc=doc)
	yield client.call("frappe.client.submit", doc=doc)
	yield client.call("frappe.client.cancel", doctype=row.doctype, name=row.name)
	yield client.call("frappe.client.delete", doctype=row.doctype, name=row.name)
	yield client.call(
		"frappe.client.rename_doc", doctype=row.doctype, old_name=row.name, new_name=f"{MARK}-2"
	)
	yield client.call(
		"frappe.client.bulk_update", docs=[{"doctype": row.doctype, "docname": row.name, "idx": 7}]
	)


def by_desk(client, row):
	doc = {**values_of(row), "name": row.name, "idx": 7}
	for action in ("Save", "Submit", "Update", "Cancel"):
		yield client.call("frappe.desk.form.save.savedocs", doc=frappe.as_json(doc), action=action)
	yield client.call("frappe.desk.reportview.delete_items", items=[row.name], doctype=row.doctype)
	yield client.call(
		"frappe.desk.doctype.bulk_update.bulk_update.submit_cancel_or_update_docs",
		doctype=row.doctype,
		docnames=[row.name],
		action="update",
		data={"idx": 7},
	)


def values_of(row) -> dict:
	return {key: row.get(key) for key in ("doctype", "parent", "parenttype", "parentfield")}


class TestEveryTable(WorldTestCase):
	"""Every child table × every endpoint that writes, as Administrator, whom the framework refuses nothing."""

	def setUp(self) -> None:
		super().setUp()
		self.rows = []
		for number, child in enumerate(TABLES):
			row = new_row(child, name=f"{MARK}-{number}", idx=1)
			row.db_insert()
			self.rows.append(row)
		frappe.db.commit()
		self.addCleanup(self.remove_rows)

	def remove_rows(self) -> None:
		for child in TABLES:
			frappe.db.delete(child, {"parent": "nowhere"})
		frappe.db.commit()

	def test_no_endpoint_writes_a_row(self) -> None:
		administrator, asked = HttpClient("Administrator"), 0
		before = self.stored()
		for row in self.rows:
			for way in (by_resource, by_client, by_desk):
				asked += sum(1 for _answer in way(administrator, row))
				said = f"{row.doctype} {way.__name__}"
				self.assertEqual(self.stored_in(row.doctype), before[row.doctype], said)
		self.assertEqual(self.stored(), before)
		self.assertGreater(asked, 500)

	def stored_in(self, child: str) -> list:
		return frappe.get_all(
			child,
			filters={"parent": "nowhere"},
			fields=["name", "idx", "docstatus", "modified"],
			order_by="name",
		)

	def stored(self) -> dict:
		return {child: self.stored_in(child) for child in TABLES}


class TestRefusal(CampusTestCase):
	def test_whoever_asks(self) -> None:
		for child in TABLES:
			with self.subTest(table=child):
				with self.assertRaises(ChildRowError):
					new_row(child).insert()
				row = new_row(child, name=MARK)
				row.db_insert()
				with self.assertRaises(ChildRowError):
					frappe.get_doc(child, MARK).save()
				with self.assertRaises(ChildRowError):
					frappe.delete_doc(child, MARK)


class TestForgedSignature(WorldTestCase):
	"""The attack as it was made."""

	def test_nobody_signs_for_another(self) -> None:
		forged = {
			"parent": self.world.ledger,
			"parenttype": "Campus Risk Ledger",
			"parentfield": "signatures",
			"purpose": "Closed",
			"role": "Campus Psych Head",
			"user": self.world.users["psych_head"],
			"signed_at": "2026-11-28 10:00:00",
		}
		before = frappe.db.count("Campus Signature")
		for who in ("counsellor", "lead", "far_counsellor", "far_lead", "pupil", "administrator_of_site"):
			answer = HttpClient(self.world.users[who]).post("/api/resource/Campus Signature", **forged)
			self.assertEqual(answer.status_code, 403, who)
		self.assertEqual(frappe.db.count("Campus Signature"), before)

	def test_nobody_lets_themselves_in(self) -> None:
		far = HttpClient(self.world.users["far_counsellor"])
		answer = far.post(
			"/api/resource/Campus Home Visit Visitor",
			parent=self.world.visit,
			parenttype="Campus Home Visit",
			parentfield="visitors",
			user=self.world.users["far_counsellor"],
		)
		self.assertEqual(answer.status_code, 403)
		self.assertEqual(far.get(f"/api/resource/Campus Home Visit/{self.world.visit}").status_code, 403)

	def test_the_record_itself_still_saves_its_rows(self) -> None:
		counsellor = HttpClient(self.world.users["counsellor"])
		student = counsellor.get(f"/api/resource/Campus Student/{STUDENT}").get_json()["data"]
		guardians = student["guardians"]
		changed = [{**guardians[0], "address": "新住址"}, *guardians[1:]]
		answer = counsellor.put(f"/api/resource/Campus Student/{STUDENT}", guardians=changed)
		self.assertEqual(answer.status_code, 200, answer.get_data())
		self.assertEqual(answer.get_json()["data"]["guardians"][0]["address"], "新住址")
		counsellor.put(f"/api/resource/Campus Student/{STUDENT}", guardians=guardians)
