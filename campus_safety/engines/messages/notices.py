"""Telling colleagues that something waits: the document number and the action, nothing else (domain §0)."""

from collections.abc import Iterable

import frappe


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
