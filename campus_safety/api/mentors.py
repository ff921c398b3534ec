"""Endpoint of the mentor lists: the mentor and the HR Office sign."""

import frappe
from frappe.utils import now_datetime

from campus_safety.services.people import mentor_lists


@frappe.whitelist(methods=["POST"])
def sign(mentor_list: str) -> dict:
	"""{"complete", "missing"}; see services.people.mentor_lists.sign."""
	document = frappe.get_doc("Campus Mentor List", mentor_list)
	document.check_permission("read")
	return mentor_lists.sign(document, now_datetime())
