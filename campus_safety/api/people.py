"""Endpoints about whom a person looks after, so that forms offer nobody whom the server would refuse."""

from typing import Any

import frappe

from campus_safety.access.arguments import a_dict
from campus_safety.access.checks import covers_student
from campus_safety.access.scopes import has_any_role, held_units
from campus_safety.domain.roles import DESK_ROLES
from campus_safety.records import named
from campus_safety.records.posts import get_staff_of


@frappe.whitelist(methods=["GET", "POST"])
def get_staff_in_care() -> list[str]:
	"""Accounts that hold a post in the caller's units, without their own."""
	user = frappe.session.user
	if not has_any_role(user, DESK_ROLES):
		raise frappe.PermissionError
	return [each for each in get_staff_of(held_units(user)) if each != user]


@frappe.whitelist(methods=["GET", "POST"])
@frappe.validate_and_sanitize_search_inputs
def get_who_may_be_named(
	doctype: str,
	txt: str,
	searchfield: str,
	start: int,
	page_len: int,
	filters: dict | str | None = None,
	**_ignored: Any,
) -> list[tuple[str, str]]:
	"""What a link field offers: (account, name) of whom `field` of `form` may name for `student`.

	filters: form, field, student. A student whom the caller may not open is left out of account, found or not. Errors:
	frappe.PermissionError for whoever does not write such a form, or asks for another field.
	"""
	asked = a_dict(filters, "filters")
	form, field, student = (asked.get(key) for key in ("form", "field", "student"))
	if field not in named.MAY_BE_NAMED.get(form, ()) or not frappe.has_permission(form, "write"):
		raise frappe.PermissionError
	seen = student if student and covers_student(student) else None
	return named.find(form, field, seen, txt, start, page_len)
