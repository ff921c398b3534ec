"""What the form Campus Staff Import has beside the buttons of every import."""

import frappe
from frappe.model.document import Document
from frappe.utils import now_datetime

from campus_safety.access.checks import get_permitted
from campus_safety.access.requests import validate_asked_for
from campus_safety.services.people.staff_import import handing_out
from campus_safety.services.people.staff_import.kind import StaffImport

DOCTYPE = handing_out.DOCTYPE


@frappe.whitelist(methods=["GET", "POST"])
def get_number_without_password(name: str) -> int:
	"""How many accounts of the import wait for their first password."""
	return handing_out.count_waiting(_permitted(name))


@frappe.whitelist(methods=["POST"])
def hand_out_passwords(name: str) -> None:
	"""Answer with the file of first passwords; made anew while nobody has signed in with one."""
	validate_asked_for("campus_safety.api.staff_import.hand_out_passwords")
	document = _permitted(name)
	content = handing_out.hand_out(document, now_datetime())
	frappe.response.update({"type": "download", "filename": f"{name}.xlsx", "filecontent": content})


def _permitted(name: str) -> Document:
	return get_permitted(DOCTYPE, name, "write", StaffImport().who_may())
