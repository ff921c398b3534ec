"""Which accounts can open protected records: by the rights on them, whatever role a school gives them to."""

import frappe
from frappe.permissions import get_doctype_roles

from campus_safety.access.rules import PROTECTED, RULES
from campus_safety.domain.roles import SYSTEM_MANAGER

NOBODYS = frozenset(("Administrator", "All", "Guest", "Desk User", SYSTEM_MANAGER))


def circle_roles() -> frozenset[str]:
	"""Roles with the right to read an L3 or L4 DocType; which rows of it their reach says."""
	opening: set[str] = set()
	for doctype in PROTECTED:
		if not RULES[doctype].parent and frappe.db.exists("DocType", doctype):
			opening.update(get_doctype_roles(doctype, "read"))
	return frozenset(opening - NOBODYS)


def is_of_circle(user: str) -> bool:
	return bool(
		frappe.db.exists(
			"Has Role", {"parenttype": "User", "parent": user, "role": ("in", list(circle_roles()))}
		)
	)
