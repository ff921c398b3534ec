"""Endpoints about whom a person looks after, so that forms offer nobody whom the server would refuse."""

import frappe

from campus_safety.access.scopes import has_any_role, held_units
from campus_safety.domain.roles import DESK_ROLES
from campus_safety.records.posts import get_staff_of


@frappe.whitelist(methods=["GET", "POST"])
def get_staff_in_care() -> list[str]:
	"""Accounts that hold a post in the caller's units, without their own."""
	user = frappe.session.user
	if not has_any_role(user, DESK_ROLES):
		raise frappe.PermissionError
	return [each for each in get_staff_of(held_units(user)) if each != user]
