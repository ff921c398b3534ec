"""Endpoints about one student."""

import frappe

from campus_safety.services import identity


@frappe.whitelist(methods=["POST"])
def reveal_id_no(student: str, reason: str) -> str:
	"""The full identity number, with a reason and a line in the access log; see services.identity."""
	return identity.reveal_id_no(student, reason)
