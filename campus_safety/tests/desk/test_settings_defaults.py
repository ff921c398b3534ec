"""Settings of a fresh site hold their defaults, whatever the framework puts into a new Single."""

import frappe

from campus_safety.setup.defaults import create_missing_settings
from campus_safety.tests.base import CampusTestCase

SETTINGS = "Campus Safety Settings"


class TestSettingsDefaults(CampusTestCase):
	def test_times_are_not_the_moment_of_install(self) -> None:
		frappe.db.set_single_value(SETTINGS, "leave_night_from", "11:53:02.328638")
		create_missing_settings(SETTINGS)
		self.assertEqual(str(frappe.db.get_singles_dict(SETTINGS)["leave_night_from"]), "23:00:00")

	def test_what_the_school_chose_stays(self) -> None:
		frappe.db.set_single_value(SETTINGS, "leave_night_from", "22:00:00")
		frappe.db.set_single_value(SETTINGS, "leave_return_hours", 48)
		create_missing_settings(SETTINGS)
		present = frappe.db.get_singles_dict(SETTINGS)
		self.assertEqual(
			(str(present["leave_night_from"]), str(present["leave_return_hours"])), ("22:00:00", "48")
		)
