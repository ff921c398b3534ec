"""Where an account begins: a student's on its own page, everybody else's where the site and its other apps say."""

import frappe

from campus_safety.domain.roles import DESK_ROLES, STUDENT_USER, SYSTEM_MANAGER

PAGE = "campus-student"
OURS = "campus_safety.access.home_page.get_home_page"


def get_home_page(user: str) -> str | None:
	"""`get_website_user_home_page`: the framework asks one app only, the last; so what others set is asked from here."""
	if is_student_account(user):
		return PAGE
	others = [method for method in frappe.get_hooks("get_website_user_home_page") if method != OURS]
	if others:
		return frappe.get_attr(others[-1])(user)
	pages = frappe.get_hooks("website_user_home_page")
	return pages[-1] if pages else None


def is_student_account(user: str) -> bool:
	"""Holds the student role and nothing that opens the Desk: Administrator and a teacher who studies do not count."""
	return (
		user != "Guest"
		and STUDENT_USER in frappe.get_roles(user)
		and frappe.get_cached_value("User", user, "user_type") == "Website User"
	)


def has_desk_app() -> bool:
	"""`add_to_apps_screen`: the app is shown to whoever works with it."""
	return bool({*DESK_ROLES, SYSTEM_MANAGER} & {*frappe.get_roles()})
