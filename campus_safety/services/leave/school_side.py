"""The school as a family sees it: its name, and the counsellor whom they ring."""

from typing import NamedTuple

import frappe
from frappe.utils import get_fullname

from campus_safety.records.posts import get_nearest_holders
from campus_safety.records.school import get_school_name


class Contact(NamedTuple):
	school: str
	counsellor: str
	phone: str


def get_contact(student: str) -> Contact:
	"""The student's counsellor with the number in their account; empty where nobody holds the post."""
	holders = get_nearest_holders("Counsellor", "Campus Student", student)
	user = holders[0] if holders else None
	numbers = user and frappe.db.get_value("User", user, ["mobile_no", "phone"])
	phone = next((number for number in numbers or () if number), "")
	return Contact(get_school_name(), get_fullname(user) if user else "", phone)
