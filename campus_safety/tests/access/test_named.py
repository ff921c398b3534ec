"""Whom a form offers and whom its record accepts are the same people."""

import frappe

from campus_safety.api.people import get_who_may_be_named
from campus_safety.records import named
from campus_safety.records.named import MAY_BE_NAMED, may_be_named
from campus_safety.tests.base import CampusTestCase
from campus_safety.tests.world import FAR_STUDENT, STUDENT, get_world

SUSPENSION = "Campus Study Suspension"


class TestNamed(CampusTestCase):
	@classmethod
	def setUpClass(cls) -> None:
		super().setUpClass()
		cls.users = get_world().users

	def ask(self, who: str, student: str | None = STUDENT, text: str = "", **asked) -> list[str]:
		filters = {"form": SUSPENSION, "field": "contact_person", "student": student, **asked}
		with self.as_user(self.users[who]):
			return [row[0] for row in get_who_may_be_named("User", text, "name", 0, 500, filters)]

	def test_every_field_names_an_account(self) -> None:
		for doctype, fields in MAY_BE_NAMED.items():
			for path in fields:
				with self.subTest(doctype=doctype, field=path):
					meta = frappe.get_meta(doctype)
					*table, field = path.split(".")
					if table:
						meta = frappe.get_meta(meta.get_field(table[0]).options)
					self.assertEqual(meta.get_field(field).options, "User")

	def test_whoever_is_offered_is_accepted_and_nobody_else(self) -> None:
		accounts = frappe.get_all("User", filters={"user_type": "System User"}, pluck="name")
		for doctype, fields in MAY_BE_NAMED.items():
			for field in fields:
				offered = {row[0] for row in named.find(doctype, field, STUDENT, "", 0, 5000)}
				accepted = {user for user in accounts if may_be_named(doctype, field, user, STUDENT)}
				with self.subTest(doctype=doctype, field=field):
					self.assertTrue(offered)
					self.assertEqual(offered, accepted - {"Administrator"})

	def test_those_of_the_class_come_first(self) -> None:
		found = self.ask("counsellor", form="Campus Crisis Case", field="responsible_person")
		self.assertLess(found.index(self.users["counsellor"]), found.index(self.users["other_counsellor"]))

	def test_found_by_name(self) -> None:
		name = frappe.get_cached_value("User", self.users["adviser"], "full_name")
		self.assertIn(self.users["adviser"], self.ask("counsellor", text=name))
		self.assertEqual(self.ask("counsellor", text="nobody of that name"), [])

	def test_a_student_out_of_reach_is_as_good_as_none(self) -> None:
		nobody = self.ask("other_counsellor", None)
		self.assertEqual(self.ask("other_counsellor", FAR_STUDENT), nobody)
		self.assertEqual(self.ask("other_counsellor", "no such student"), nobody)
		self.assertNotEqual(self.ask("counsellor", STUDENT), nobody)

	def test_who_writes_no_such_form_asks_nothing(self) -> None:
		for who, asked in (
			("pupil", {}),
			("administrator_of_site", {}),
			("counsellor", {"field": "owner"}),
			("counsellor", {"form": "User", "field": "name"}),
		):
			with self.subTest(who=who, **asked), self.assertRaises(frappe.PermissionError):
				self.ask(who, **asked)

	def test_a_lead_of_another_college_stands_for_nobody_here(self) -> None:
		self.assertTrue(may_be_named("Campus Risk Ledger", "lead", self.users["lead"], STUDENT))
		self.assertFalse(may_be_named("Campus Risk Ledger", "lead", self.users["lead"], FAR_STUDENT))
