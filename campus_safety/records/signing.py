"""Several keys 双签: what one person must not decide alone, and nobody decides twice.

Signatures are rows of `Campus Signature` in the document's `signatures` table. Withdrawn ones stay, marked void.
"""

import frappe
from frappe import _
from frappe.utils import now_datetime

from campus_safety.exceptions import WorkflowGuardError
from campus_safety.records.opened import validate_opened


def sign(doc, purpose: str, keys: tuple[str, ...], user: str | None = None) -> bool:
	"""Add the user's signature for `purpose`; True once every key has been signed, each by another person.

	The only place where a signature is given. Errors: WorkflowGuardError when the user has signed already or holds none of
	the keys still open; NotOpenedError when they have not opened this version.
	"""
	user = user or frappe.session.user
	if user in {row.user for row in _valid(doc, purpose)}:
		frappe.throw(
			_("You have signed already. The other signature must be another person's."), WorkflowGuardError
		)
	held = [role for role in missing_keys(doc, purpose, keys) if role in frappe.get_roles(user)]
	if not held:
		frappe.throw(
			_("Still to sign: {0}. You hold none of these roles.").format(
				", ".join(_(role) for role in missing_keys(doc, purpose, keys))
			),
			WorkflowGuardError,
		)
	validate_opened(doc, user)
	doc.append(
		"signatures",
		{"purpose": purpose, "role": held[0], "user": user, "signed_at": now_datetime(), "void": 0},
	)
	return not missing_keys(doc, purpose, keys)


def missing_keys(doc, purpose: str, keys: tuple[str, ...]) -> list[str]:
	"""Roles that have not signed yet, in the order of the rule."""
	signed = {row.role for row in _valid(doc, purpose)}
	return [role for role in keys if role not in signed]


def void_signatures(doc, purpose: str | None = None) -> None:
	"""What was signed is no longer what stands there: the signatures stay to be read, but count no more."""
	for row in _valid(doc, purpose):
		row.void = 1


def _valid(doc, purpose: str | None = None) -> list:
	return [row for row in doc.get("signatures") or [] if not row.void and purpose in (None, row.purpose)]
