"""The copy of one's own information: what it holds, who makes it, whose it is (PIPL 45)."""

import io

import frappe
from frappe.utils import nowdate
from openpyxl import load_workbook

from campus_safety.domain import roles as r
from campus_safety.services.privacy.data_requests import REQUEST
from campus_safety.tests.base import WorldTestCase
from campus_safety.tests.http import HttpClient
from campus_safety.tests.world.subject import STUDENT

API = "campus_safety.api.privacy.make_copy"
REFUSE = "campus_safety.api.privacy.refuse"


class TestCopies(WorldTestCase):
	def setUp(self) -> None:
		super().setUp()
		self.affairs = self.world.by_role[r.STUDENT_AFFAIRS]
		self.addCleanup(self.take_away)

	def take_away(self) -> None:
		frappe.set_user("Administrator")
		for name in frappe.get_all(REQUEST, {"request": "副本测试"}, pluck="name"):
			frappe.db.delete(REQUEST, {"name": name})
		frappe.db.commit()  # requests over HTTP read on another connection

	def ask(self, **values) -> str:
		with self.as_user(self.affairs):
			request = frappe.get_doc(
				{
					"doctype": REQUEST,
					"student": STUDENT,
					"kind": "Copy",
					"channel": "Letter",
					"received_on": nowdate(),
					"request": "副本测试",
					**values,
				}
			).insert()
		frappe.db.commit()  # as above
		return request.name

	def cells(self, answer) -> list[str]:
		book = load_workbook(io.BytesIO(answer.get_data()))
		return [
			str(cell) for sheet in book for row in sheet.iter_rows(values_only=True) for cell in row if cell
		]

	def test_it_holds_the_persons_records_and_no_protected_text(self) -> None:
		answer = HttpClient(self.affairs).call(API, request=self.ask())
		self.assertEqual(answer.status_code, 200, answer.get_data()[:300])
		said = "\n".join(self.cells(answer))
		canaries = {
			subject.doctype: subject for subject in self.world.subjects if subject.name == self.world.talk
		}
		for canary in canaries["Campus Heart Talk"].canaries:
			self.assertIn(canary, said)
		for subject in self.world.subjects:
			if subject.doctype in ("Campus Risk Ledger", "Campus Psych File", "Campus Session Note"):
				for canary in subject.canaries:
					self.assertNotIn(canary, said)
		self.assertNotIn("enc:1:", said)

	def test_nobody_elses_records_are_in_it(self) -> None:
		others = frappe.get_all("Campus Student", {"name": ("!=", STUDENT)}, pluck="name", limit=200)
		said = "\n".join(self.cells(HttpClient(self.affairs).call(API, request=self.ask())))
		self.assertEqual([other for other in others if f"({other})" in said], [])

	def test_it_is_logged(self) -> None:
		name = self.ask()
		HttpClient(self.affairs).call(API, request=name)
		line = {
			"action": "Export",
			"reference_doctype": REQUEST,
			"reference_name": name,
			"user": self.affairs,
		}
		self.assertTrue(frappe.db.exists("Campus Access Log", line))

	def test_others_make_none(self) -> None:
		name = self.ask()
		for user in (self.world.users["counsellor"], *list(self.world.outsiders.values())[:6]):
			if user == self.affairs:
				continue
			with self.subTest(user=user):
				answer = HttpClient(user).call(API, request=name)
				self.assertIn(answer.status_code, (403, 404))
				self.assertNotIn(b"PK", answer.get_data()[:2])

	def test_what_was_refused_or_taken_back_gets_none(self) -> None:
		"""Whoever refuses a request does not hand out what it asked for."""
		for status in ("Refused", "Withdrawn"):
			name = self.ask()
			with self.subTest(status=status):
				client = HttpClient(self.affairs)
				self.assertEqual(client.call(API, request=name).status_code, 200, "before it is over")
				if status == "Refused":
					answer = client.call(REFUSE, request=name, reason="含他人信息，不能提供")
					self.assertEqual(answer.status_code, 200, answer.get_data(as_text=True)[:300])
				else:
					frappe.db.set_value(REQUEST, name, "status", status)
					frappe.db.commit()  # as above
				self.assertEqual(frappe.db.get_value(REQUEST, name, "status"), status)
				exports = frappe.db.count("Campus Access Log", {"action": "Export", "reference_name": name})
				answer = client.call(API, request=name)
				self.assertEqual(answer.status_code, 417, answer.get_data(as_text=True)[:300])
				self.assertNotIn(b"PK", answer.get_data()[:2])
				after = frappe.db.count("Campus Access Log", {"action": "Export", "reference_name": name})
				self.assertEqual(after, exports, "and no line says that it was given")

	def test_only_a_request_for_a_copy_gets_one(self) -> None:
		answer = HttpClient(self.affairs).call(API, request=self.ask(kind="Explain"))
		self.assertEqual(answer.status_code, 417, answer.get_data(as_text=True)[:300])
