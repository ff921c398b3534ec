"""Endpoint of the mentor lists: the mentor and the HR Office sign."""

import frappe
from frappe import _
from frappe.utils import now_datetime

from campus_safety.access.checks import get_permitted
from campus_safety.services.people import mentor_lists


@frappe.whitelist(methods=["POST"])
def sign(mentor_list: str) -> dict:
	"""{"complete", "missing"}; see services.people.mentor_lists.sign."""
	document = get_permitted("Campus Mentor List", mentor_list, "read", _("You may not open this record."))
	return mentor_lists.sign(document, now_datetime())
