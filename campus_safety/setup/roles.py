"""The app's roles. Made before the DocTypes are synced, else the framework would make them itself, with desk access."""

import frappe

from campus_safety.domain.roles import DESK_ROLES, PORTAL_ROLES


def create_missing_roles() -> None:
	for role in (*DESK_ROLES, *PORTAL_ROLES):
		if not frappe.db.exists("Role", role):
			frappe.get_doc(
				{"doctype": "Role", "role_name": role, "desk_access": int(role in DESK_ROLES), "is_custom": 0}
			).insert(ignore_permissions=True)
