"""Where accounts begin: only a student's is sent to the students' page, and other apps keep their say."""

from pathlib import Path
from unittest.mock import patch

import frappe
from frappe.website.utils import get_home_page, get_home_page_via_hooks

from campus_safety import hooks
from campus_safety.access.home_page import OURS, PAGE, has_desk_app
from campus_safety.domain import roles as r
from campus_safety.tests import factories as make
from campus_safety.tests.base import CampusTestCase

ELSEWHERE = "campus_safety.tests.access.test_home_page.page_of_another_app"


def page_of_another_app(user: str) -> str:
	return f"shop-of-{user.partition('@')[0]}"


def hooks_with(**more):
	"""`frappe.get_hooks` on a site where another app was installed before this one."""
	original = frappe.get_hooks

	def get_hooks(hook=None, *args, **kwargs):
		found = original(hook, *args, **kwargs)
		return more[hook] + found if hook in more else found

	return patch.object(frappe, "get_hooks", get_hooks)


class TestHomePage(CampusTestCase):
	def begin(self, user: str) -> str:
		frappe.cache.hdel("home_page", user)
		with self.as_user(user):
			return get_home_page()

	def test_students_on_their_page_and_nobody_else(self) -> None:
		student = make.make_user("home-pupil@home.test", r.STUDENT_USER, user_type="Website User")
		teacher = make.make_user("home-teacher@home.test", r.COUNSELLOR)
		frappe.get_doc({"doctype": "Has Role", "parenttype": "User", "parentfield": "roles", "parent": teacher,
			"role": r.STUDENT_USER}).db_insert()  # fmt: skip
		frappe.clear_cache(user=teacher)
		self.assertIn(r.STUDENT_USER, frappe.get_roles(teacher))
		self.assertIn(r.STUDENT_USER, frappe.get_roles("Administrator"))
		self.assertEqual(self.begin(student), PAGE)
		for user in (teacher, "Administrator", "Guest"):
			self.assertNotEqual(self.begin(user), PAGE, user)

	def test_another_apps_page_is_asked_for(self) -> None:
		student = make.make_user("home-pupil@home.test", r.STUDENT_USER, user_type="Website User")
		for hook in (
			{"get_website_user_home_page": [ELSEWHERE]},
			{"website_user_home_page": ["shop-of-home-teacher"]},
		):
			with hooks_with(**hook):
				teacher = make.make_user("home-teacher@home.test", r.COUNSELLOR)
				with self.as_user(teacher):
					self.assertEqual(get_home_page_via_hooks(), "shop-of-home-teacher")
				with self.as_user(student):
					self.assertEqual(get_home_page_via_hooks(), PAGE)

	def test_the_hook_names_it(self) -> None:
		self.assertEqual(hooks.get_website_user_home_page, OURS)


class TestAppsScreen(CampusTestCase):
	def test_the_tile_is_whole_and_leads_to_the_workspace(self) -> None:
		(app,) = hooks.add_to_apps_screen
		self.assertEqual(app["name"], hooks.app_name)
		self.assertTrue(frappe.get_attr(app["has_permission"]))
		workspace = frappe.get_doc("Workspace", "Campus Safety")
		self.assertEqual(app["route"], f"/app/{frappe.scrub(workspace.name).replace('_', '-')}")
		logo = frappe.get_app_path("campus_safety", "public", *app["logo"].split("/")[3:])
		self.assertTrue(Path(logo).is_file(), logo)
		self.assertTrue(workspace.shortcuts, "v16 makes its sidebar from them")

	def test_shown_to_staff_only(self) -> None:
		student = make.make_user("home-pupil@home.test", r.STUDENT_USER, user_type="Website User")
		device = make.make_user("home-device@home.test", r.GATE_DEVICE, user_type="Website User")
		for user, shown in (
			(make.make_user("home-teacher@home.test", r.COUNSELLOR), True),
			(make.make_user("home-admin@home.test", r.SYSTEM_MANAGER), True),
			("Administrator", True),
			(student, False),
			(device, False),
			("Guest", False),
		):
			with self.as_user(user):
				self.assertEqual(has_desk_app(), shown, user)
