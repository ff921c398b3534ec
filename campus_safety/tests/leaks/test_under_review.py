"""A person under review asks every endpoint for their case, and so do a colleague and an administrator: they get nothing.

The person is of an office that judges cases, and reads all others.
"""

import frappe

from campus_safety.domain import roles as r
from campus_safety.tests.base import WorldTestCase
from campus_safety.tests.http import HttpClient
from campus_safety.tests.leaks import probes
from campus_safety.tests.leaks.test_canaries import _name, _row, _says_nothing, _without_echo

CASE, PERSON = "Campus Accountability Case", "Campus Case Person"


class TestUnderReview(WorldTestCase):
	def setUp(self) -> None:
		super().setUp()
		self.subject = next(subject for subject in self.world.subjects if subject.doctype == CASE)
		self.accused = self.world.by_role[r.HR_OFFICE]
		self.row = frappe.db.get_value(PERSON, {"parent": self.subject.name})
		self.before = frappe.db.get_value(PERSON, self.row, "person")
		self.addCleanup(self.answer, self.before)
		self.answer(self.accused)
		self.askers = {
			"under review": self.accused,
			"colleague": self.world.users["counsellor"],
			"administrator": self.world.users["administrator_of_site"],
		}

	def answer(self, person: str) -> None:
		frappe.db.rollback()
		frappe.db.set_value(PERSON, self.row, "person", person, update_modified=False)
		frappe.db.commit()

	def test_nothing_by_any_endpoint(self) -> None:
		asked = 0
		for who, user in self.askers.items():
			client = HttpClient(user)
			for probe in probes.READS:
				answer = _without_echo(probe(client, self.subject).get_data(), self.subject)
				asked += 1
				for canary in self.subject.canaries:
					self.assertNotIn(canary.encode(), answer, f"{who}: {_name(probe)}")
		self.assertGreater(asked, 60)

	def test_nor_that_there_is_one(self) -> None:
		for who, user in self.askers.items():
			client = HttpClient(user)
			listed = client.get(f"/api/resource/{CASE}", limit_page_length="0").get_json() or {}
			own_rows = len(listed.get("data") or [])
			for probe in probes.SILENT:
				answer = probe(client, self.subject)
				if answer.status_code < 400:
					self.assertTrue(
						_says_nothing(answer, self.subject, own_rows),
						f"{who}: {_name(probe)}: {answer.get_data()[:200]}",
					)

	def test_nor_do_they_change_it(self) -> None:
		before = _row(self.subject)
		for who, user in self.askers.items():
			client = HttpClient(user)
			for probe in probes.WRITES:
				self.assertGreaterEqual(
					probe(client, self.subject).status_code, 400, f"{who}: {_name(probe)}"
				)
		self.assertEqual(_row(self.subject), before)

	def test_the_same_office_reads_it_where_it_is_about_somebody_else(self) -> None:
		self.answer("Guest")
		answer = HttpClient(self.accused).get(f"/api/resource/{CASE}/{self.subject.name}")
		self.assertEqual(answer.status_code, 200)
