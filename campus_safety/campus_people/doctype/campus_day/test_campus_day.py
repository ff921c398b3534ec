import frappe

from campus_safety.domain import roles as r
from campus_safety.tests import factories as make
from campus_safety.tests.base import TEACHING_DAY, CampusTestCase


class TestCampusDay(CampusTestCase):
	moment = TEACHING_DAY

	def set_up_once(self) -> None:
		super().set_up_once()
		frappe.db.delete("Campus Term")
		frappe.db.delete("Campus Day")
		make.make_term()

	def test_academic_affairs_edits_and_a_counsellor_does_not(self) -> None:
		with self.as_user(make.make_user("academic@day.test", r.ACADEMIC_AFFAIRS)):
			day = frappe.get_doc("Campus Day", "2026-11-25")
			day.roll_mode = "None"
			day.save()
			self.assertEqual(
				frappe.db.get_value("Campus Day", "2026-11-25", ["roll_mode", "edited"]), ("None", 1)
			)
		with self.as_user(make.make_user("counsellor@day.test", r.COUNSELLOR)):
			day = frappe.get_doc("Campus Day", "2026-11-26")
			day.roll_mode = "None"
			self.assertRaises(frappe.PermissionError, day.save)

	def test_saving_without_a_change_does_not_mark_it(self) -> None:
		frappe.get_doc("Campus Day", "2026-11-25").save()
		self.assertEqual(frappe.db.get_value("Campus Day", "2026-11-25", "edited"), 0)

	def test_an_unknown_day_type_is_refused(self) -> None:
		day = frappe.get_doc("Campus Day", "2026-11-25")
		day.day_type = "Party"
		self.assertRaises(frappe.ValidationError, day.save)
