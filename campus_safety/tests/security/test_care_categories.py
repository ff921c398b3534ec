"""What teachers who help may read is decided by those whose students it is about, and logged; not by who keeps the accounts."""

import frappe

from campus_safety.domain import roles as r
from campus_safety.tests.bases.care import MOOD, CareTestCase
from campus_safety.tests.factories import make_user

CATEGORY, LOG = "Campus Care Category", "Campus Access Log"


class TestCareCategory(CareTestCase):
	def switch(self, user: str) -> None:
		with self.as_user(user):
			category = frappe.get_doc(CATEGORY, MOOD)
			category.for_teachers = 1
			category.save()

	def test_the_system_manager_opens_nothing_to_teachers(self) -> None:
		keeper = make_user("keeper@care.test", r.SYSTEM_MANAGER)
		for user in (keeper, "Administrator"):
			self.assertRaises(frappe.PermissionError, self.switch, user)
			with self.as_user(user), self.assertRaises(frappe.PermissionError):
				frappe.get_doc({"doctype": CATEGORY, "category_name": "新的一类", "for_teachers": 1}).insert()
		with self.as_user(keeper):
			category = frappe.get_doc(CATEGORY, MOOD)
			category.position = 99
			category.save()
		self.assertEqual(frappe.db.get_value(CATEGORY, MOOD, "for_teachers"), 0)

	def test_student_affairs_does_and_it_is_logged(self) -> None:
		affairs = make_user("affairs@care.test", r.STUDENT_AFFAIRS)
		self.switch(affairs)
		self.assertEqual(frappe.db.get_value(CATEGORY, MOOD, "for_teachers"), 1)
		line = {"action": "Write", "reference_doctype": CATEGORY, "reference_name": MOOD, "user": affairs}
		self.assertEqual(frappe.db.count(LOG, line), 1)
