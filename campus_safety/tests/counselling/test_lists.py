"""The short lists of the centre: seeded once, the school's own afterwards."""

import frappe

from campus_safety.setup.counselling import CONCERNS, PHRASES, TEMPLATES, create_missing_lists
from campus_safety.tests.counselling.base import CentreTestCase

CONCERN, TEMPLATE, PHRASE = (
	"Campus Counselling Concern",
	"Campus Session Note Template",
	"Campus Feedback Phrase",
)


class TestLists(CentreTestCase):
	def test_install_has_made_them(self) -> None:
		self.assertLessEqual(set(CONCERNS), set(frappe.get_all(CONCERN, pluck="name")))
		self.assertLessEqual(set(TEMPLATES), set(frappe.get_all(TEMPLATE, pluck="name")))
		for kind, phrases in PHRASES.items():
			self.assertLessEqual(set(phrases), set(frappe.get_all(PHRASE, {"kind": kind}, pluck="name")))

	def test_what_a_school_has_taken_out_does_not_come_back(self) -> None:
		frappe.delete_doc(TEMPLATE, "SOAP 四段")
		frappe.delete_doc(CONCERN, "Something else")
		create_missing_lists()
		self.assertFalse(frappe.db.exists(TEMPLATE, "SOAP 四段"))
		self.assertFalse(frappe.db.exists(CONCERN, "Something else"))

	def test_the_head_keeps_the_concerns_and_teachers_write_templates(self) -> None:
		with self.as_user(self.teacher):
			own = {"doctype": TEMPLATE, "template_name": "我的模板", "body": "今天："}
			self.assertTrue(frappe.get_doc(own).insert())
			for doctype, values in (
				(CONCERN, {"concern_name": "新议题"}),
				(PHRASE, {"phrase": "新用语", "kind": "Advice"}),
			):
				self.assertRaises(
					frappe.PermissionError, frappe.get_doc({"doctype": doctype, **values}).insert
				)
		with self.as_user(self.head):
			self.assertTrue(frappe.get_doc({"doctype": CONCERN, "concern_name": "新议题"}).insert())
