"""The text of a list's condition, which v15 runs as it is and v16 formats like a template."""

import frappe

from campus_safety.access.checks import list_condition, literal
from campus_safety.domain import roles as r
from campus_safety.tests import factories as make
from campus_safety.tests.base import CampusTestCase


class TestConditions(CampusTestCase):
	def test_a_value_survives_both_ways(self) -> None:
		for value in ("100%学院", "%s", "%(a)s%", "50%% off", r"it's \%", "plain"):
			text = literal(value)
			self.assertNotIn("%", text)
			self.assertEqual(frappe.db.sql(f"select {text}")[0][0], value)
			self.assertEqual(frappe.db.sql(f"select {text}, %(other)s", {"other": 1})[0][0], value)

	def test_a_class_with_a_percent_sign_in_its_name_has_a_list(self) -> None:
		college = make.make_unit("百分学院", "College", make.make_unit("百分学校", "School"))
		unit = make.make_unit("满意度100%班", "Class", college)
		user = make.make_user("percent@conditions.test", r.COUNSELLOR)
		make.assign(user, "Counsellor", "Class", unit=unit)
		student = make.make_student("PC2026001", unit)
		self.assertNotIn("%", list_condition("Campus Student", user))
		with self.as_user(user):
			self.assertEqual(frappe.get_list("Campus Student", pluck="name"), [student])
