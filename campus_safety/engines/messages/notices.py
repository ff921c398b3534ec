"""Telling colleagues that something waits: the document number and the action, nothing else (domain §0)."""

from collections.abc import Iterable

import frappe


def get_holders(positions: Iterable[str], unit: str | None) -> list[str]:
	"""Enabled users who hold one of these posts for exactly this unit today."""
	if not unit:
		return []
	holders = frappe.get_all(
		"Campus Network Assignment",
		filters={
			"position": ("in", list(positions)),
			"unit": unit,
			"status": "Active",
			"holder_user": ("is", "set"),
		},
		pluck="holder_user",
		distinct=True,
	)
	return _enabled(holders)


def get_users_with_role(role: str) -> list[str]:
	return _enabled(
		frappe.get_all(
			"Has Role", filters={"role": role, "parenttype": "User"}, pluck="parent", distinct=True
		)
	)


def _enabled(users: list[str]) -> list[str]:
	return frappe.get_all(
		"User", filters={"name": ("in", users or [""]), "enabled": 1}, pluck="name", order_by="name"
	)


def tell(users: Iterable[str], doc, subject: str) -> list[str]:
	"""A notification to each of them about `doc`; whoever caused it is not told. Returns who was told."""
	told = sorted(set(users) - {frappe.session.user, "Administrator"})
	for user in told:
		frappe.get_doc(
			{
				"doctype": "Notification Log",
				"for_user": user,
				"from_user": frappe.session.user,
				"type": "Alert",
				"document_type": doc.doctype,
				"document_name": doc.name,
				"subject": subject,
			}
		).insert(ignore_permissions=True)  # written to another person's inbox
	return told
