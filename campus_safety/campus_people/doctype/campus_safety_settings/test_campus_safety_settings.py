import frappe

from campus_safety.domain import roles as r
from campus_safety.setup.defaults import create_missing_settings
from campus_safety.tests import factories as make
from campus_safety.tests.base import CampusTestCase

SETTINGS = "Campus Safety Settings"


class TestCampusSafetySettings(CampusTestCase):
	def test_every_setting_has_its_default_and_what_was_set_stays(self) -> None:
		frappe.db.delete("Singles", {"doctype": SETTINGS})
		frappe.db.set_single_value(SETTINGS, "late_entry_hours", 48)
		create_missing_settings(SETTINGS)
		frappe.db.value_cache.clear()
		self.assertEqual(frappe.db.get_single_value(SETTINGS, "late_entry_hours"), 48)
		self.assertEqual(frappe.db.get_single_value(SETTINGS, "minor_age"), 18)
		self.assertEqual(frappe.db.get_single_value(SETTINGS, "pause_talks_in_breaks"), 1)

	def test_every_setting_explains_itself(self) -> None:
		for field in frappe.get_meta(SETTINGS).fields:
			if field.fieldtype in ("Int", "Check", "Select"):
				self.assertTrue(field.description, field.fieldname)
				self.assertIsNotNone(field.default, field.fieldname)

	def test_numbers_that_make_no_sense_are_refused(self) -> None:
		for changes in (
			{"late_entry_hours": 0},
			{"minor_age": -1},
			{"late_entry_hours": 200, "late_entry_lead_days": 7},
			{"break_glass_hours": 1000},
			{"break_roll_mode": "Sometimes"},
		):
			with self.subTest(changes=changes):
				settings = frappe.get_doc(SETTINGS)
				settings.update(changes)
				self.assertRaises(frappe.ValidationError, settings.save)

	def test_student_affairs_changes_them_and_a_counsellor_does_not(self) -> None:
		with self.as_user(make.make_user("affairs@settings.test", r.STUDENT_AFFAIRS)):
			settings = frappe.get_doc(SETTINGS)
			settings.late_entry_hours = 96
			settings.save()
			self.assertEqual(frappe.get_doc(SETTINGS).late_entry_hours, 96)
		with self.as_user(make.make_user("counsellor@settings.test", r.COUNSELLOR)):
			self.assertRaises(frappe.PermissionError, frappe.get_doc(SETTINGS).save)
