"""What other records need to know about a student."""

import frappe

AT_SCHOOL = ("Enrolled", "Internship")
NOT_LEFT = (*AT_SCHOOL, "Suspended")  # still a student of the school
LEFT_SCHOOL = ("Withdrawn", "Graduated")


def get_guardians(student: str) -> list[frappe._dict]:
	"""guardian_name, relation and mobile of all guardians, the one who is rung first at the top."""
	return frappe.get_all(
		"Campus Student Guardian",
		filters={"parent": student, "parenttype": "Campus Student"},
		fields=["guardian_name", "relation", "mobile"],
		order_by="is_primary desc, idx asc",
	)


def get_primary_guardian(student: str) -> frappe._dict:
	"""The guardian rung first: guardian_name, relation, mobile, and the address a visit would go to."""
	guardian = (
		frappe.db.get_value(
			"Campus Student Guardian",
			{"parent": student, "parenttype": "Campus Student"},
			["guardian_name", "relation", "mobile", "address"],
			order_by="is_primary desc, idx asc",
			as_dict=True,
		)
		or frappe._dict()
	)
	guardian.address = guardian.address or frappe.db.get_value("Campus Student", student, "home_address")
	return guardian
