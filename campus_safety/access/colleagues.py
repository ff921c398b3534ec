"""Accounts: staff choose colleagues by name, a student or a machine knows no account but its own."""

import frappe


def accounts_condition(user: str | None = None) -> str:
	"""`permission_query_conditions` of User."""
	user = user or frappe.session.user
	return "" if _is_staff(user) else f"`tabUser`.name = {frappe.db.escape(user)}"


def covers_account(doc, ptype: str | None = None, user: str | None = None) -> bool:
	"""`has_permission` of User: denies; what staff may do with accounts the framework says."""
	user = user or frappe.session.user
	return _is_staff(user) or doc.name in (None, user)


def _is_staff(user: str) -> bool:
	return user == "Administrator" or frappe.get_cached_value("User", user, "user_type") == "System User"
