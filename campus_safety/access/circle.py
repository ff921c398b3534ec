"""Which accounts can open protected records: by the rights on them, whatever role a school gives them to."""

from collections.abc import Iterable
from email.utils import parseaddr

import frappe

from campus_safety.access.rules import PROTECTED, RULES
from campus_safety.domain.roles import (
	DISCIPLINE_OFFICE,
	HR_OFFICE,
	SAFETY_OFFICE,
	SCHOOL_LEADER,
	SYSTEM_MANAGER,
)
from campus_safety.domain.visibility import Level

# offices of whose accounts only the holders of a post open anything protected, or that open cases of accountability alone
BY_POST = frozenset((SAFETY_OFFICE, DISCIPLINE_OFFICE, HR_OFFICE))
NOBODYS = frozenset(("Administrator", "All", "Guest", "Desk User", SYSTEM_MANAGER))


def circle_roles() -> frozenset[str]:
	"""Roles with the right to read an L3 or L4 DocType; which rows of it their reach says."""
	return _readers(doctype for doctype in PROTECTED if not RULES[doctype].parent) - NOBODYS


def innermost_roles() -> frozenset[str]:
	"""Roles with the right to read an L4 DocType, and the leader who signs beside them: nobody hands out their password."""
	innermost = (doctype for doctype, rule in RULES.items() if rule.level is Level.L4 and not rule.parent)
	return (_readers(innermost) | {SCHOOL_LEADER}) - NOBODYS


def may_learn_of(doctypes: Iterable[str]) -> frozenset[str]:
	"""Offices that may be called about such protected records: the circle, and of those that open records by a post alone
	only where these are the records."""
	return (circle_roles() - BY_POST) | (_readers(doctypes) & BY_POST)


def is_of_circle(user: str) -> bool:
	return bool(
		frappe.db.exists(
			"Has Role", {"parenttype": "User", "parent": user, "role": ("in", list(circle_roles()))}
		)
	)


def is_mailed_to_circle(addresses: Iterable[str]) -> bool:
	"""Does one of these addresses belong to such an account?"""
	wanted = [parseaddr(address)[1] or address for address in addresses if address]
	users = frappe.get_all("User", {"email": ("in", wanted or [""])}, pluck="name")
	return any(is_of_circle(user) for user in users)


def mails_to_circle(table: str) -> str:
	"""SQL: rows of Email Queue (`table`) that are for such an account."""
	roles = ", ".join(frappe.db.escape(role) for role in sorted(circle_roles())) or "''"
	return (
		"exists (select 1 from `tabEmail Queue Recipient` mailed join `tabUser` account"
		" on mailed.recipient = account.email or mailed.recipient like concat('%%<', account.email, '>')"
		" join `tabHas Role` held on held.parent = account.name and held.parenttype = 'User'"
		f" where mailed.parent = {table}.name and held.role in ({roles}))"
	)


def _readers(doctypes: Iterable[str]) -> frozenset[str]:
	"""Roles that may read one of them. A school's own rights on a DocType stand instead of ours, as the framework has it.

	Not by the DocTypes' meta: at each save of an account the framework has just dropped all of it.
	"""
	rights, wanted = ["parent", "role", "read"], ("in", [*doctypes] or [""])
	own = frappe.get_all("Custom DocPerm", {"parent": wanted}, rights)
	replaced = {right.parent for right in own}
	ours = [
		right
		for right in frappe.get_all("DocPerm", {"parent": wanted}, rights)
		if right.parent not in replaced
	]
	return frozenset(right.role for right in (*own, *ours) if right.read)
