"""No save takes a row from another record: the framework would write it by the name that the browser sends, its parent included."""

import frappe

from campus_safety.access.rules import RULES
from campus_safety.exceptions import AppOwnedFieldError, ChildRowError
from campus_safety.tests.base import CampusTestCase
from campus_safety.tests.world import get_world

PLAN = "Campus Care Plan"


class TestRowsOfOthers(CampusTestCase):
	@classmethod
	def setUpClass(cls) -> None:
		cls.world = get_world()  # commits
		super().setUpClass()

	def test_every_table_of_every_record(self) -> None:
		"""As Administrator, whom nothing else would refuse: a row known by its name, put into another record."""
		tried = 0
		for table, doctype, field in _tables():
			rows = frappe.get_all(
				table,
				filters={"parenttype": doctype, "parentfield": field},
				fields=["name", "parent"],
				limit=1,
			)
			others = rows and frappe.get_all(
				doctype, filters={"name": ("!=", rows[0].parent)}, pluck="name", limit=1
			)
			if not others:
				continue
			tried += 1
			with self.subTest(doctype=doctype, field=field):
				document = frappe.get_doc(doctype, others[0])
				document.append(field, frappe.get_doc(table, rows[0].name).as_dict(no_default_fields=False))
				document.flags.ignore_links = True  # to what other tests have taken away
				with self.assertRaises((ChildRowError, AppOwnedFieldError)):  # or for its ciphertext
					document.save(ignore_permissions=True)  # no right is what refuses it
				self.assertEqual(frappe.db.get_value(table, rows[0].name, "parent"), rows[0].parent)
		self.assertGreater(tried, 10)

	def test_through_a_request(self) -> None:
		"""A counsellor of another class knows the name of a row, and has a record of the own kind."""
		world = self.world
		victim = frappe.get_doc(PLAN, world.care_plan)
		with self.as_user(world.users["other_counsellor"]):
			own = frappe.get_doc(
				{
					"doctype": PLAN,
					"student": "W2026101",
					"situation": "自己的",
					"categories": [{"category": "学业困难"}],
				}
			).insert()
			forged = {**own.as_dict(), "reviews": [{"name": victim.reviews[0].name, "note": "拿走"}]}
			with self.assertRaises(ChildRowError):
				frappe.get_doc(forged).save()
		self.assertEqual(len(frappe.get_doc(PLAN, victim.name).reviews), len(victim.reviews))


def _tables():
	for doctype, rule in RULES.items():
		if rule.parent or frappe.get_meta(doctype).issingle:
			continue
		for field in frappe.get_meta(doctype).get_table_fields():
			yield field.options, doctype, field.fieldname
