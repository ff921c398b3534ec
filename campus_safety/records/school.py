"""The school itself: the root of the tree of units."""

import frappe


def get_school() -> str | None:
	"""The root; None before the tree is entered."""
	return frappe.db.get_value("Campus Unit", {"unit_type": "School"}, order_by="lft asc")


def get_school_name() -> str:
	"""As it stands on paper and in messages; "" before the tree is entered."""
	return frappe.db.get_value("Campus Unit", {"unit_type": "School"}, "unit_name", order_by="lft asc") or ""
