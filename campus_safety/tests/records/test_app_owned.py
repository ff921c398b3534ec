"""Writing as the app: for one save, and then the document is everybody's again."""

import frappe

from campus_safety.domain import roles as r
from campus_safety.exceptions import AppOwnedFieldError
from campus_safety.services.leave import student_side
from campus_safety.tests import factories as make
from campus_safety.tests.base import CampusTestCase

STUDENT, PERMIT = "AO2026001", "Campus Leave Permit"


class TestAsApp(CampusTestCase):
	def set_up_once(self) -> None:
		super().set_up_once()
		make.make_term()
		group = make.make_unit("署名班", parent=make.make_unit("署名学院", "College"))
		make.make_student(STUDENT, group)
		counsellor = make.make_user("counsellor@asapp.test", r.COUNSELLOR)
		make.assign(counsellor, "Counsellor", "Class", unit=group)
		with self.as_user(counsellor):
			self.permit = make.make_leave(STUDENT).name

	def changed(self):
		"""The permit anew, with a value that is written by the app alone."""
		permit = frappe.get_doc(PERMIT, self.permit)
		permit.return_source = "Gate"
		return permit

	def test_what_is_refused_by_hand_is_written_as_the_app(self) -> None:
		self.assertRaises(AppOwnedFieldError, self.changed().save)
		permit = self.changed()
		with permit.as_app():
			permit.save()
		self.assertEqual(frappe.db.get_value(PERMIT, self.permit, "return_source"), "Gate")

	def test_afterwards_the_document_is_guarded_again(self) -> None:
		permit = self.changed()
		with permit.as_app():
			permit.save()
		permit.return_source = "Student"
		self.assertRaises(AppOwnedFieldError, permit.save)

	def test_nested_it_lasts_until_the_outer_one_ends(self) -> None:
		permit = self.changed()
		with permit.as_app():
			with permit.as_app():
				self.assertTrue(permit.flags.app_write)
			self.assertTrue(permit.flags.app_write)
		self.assertFalse(permit.flags.app_write)

	def test_it_ends_also_when_the_save_is_refused(self) -> None:
		permit = self.changed()
		permit.destination = None
		with self.assertRaises(frappe.MandatoryError), permit.as_app():
			permit.save()
		self.assertFalse(permit.flags.app_write)

	def test_a_students_own_request_does_not_travel_with_it(self) -> None:
		self.assertFalse(student_side.get_own(PERMIT, STUDENT, self.permit).flags.app_write)
