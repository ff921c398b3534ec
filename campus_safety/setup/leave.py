"""Who decides on leave (domain §4) until the school writes its own ladder."""

import frappe

from campus_safety.domain import roles as r

LADDER = (  # up to so many days, 0 any length
	(1, r.COUNSELLOR),
	(1, r.CLASS_ADVISER),
	(3, r.COLLEGE_LEAD),
	(7, r.STUDENT_AFFAIRS),
	(0, r.SCHOOL_LEADER),
)


def create_missing_ladder() -> None:
	"""Only where there is no row at all: a ladder the school has edited is left alone."""
	if frappe.db.exists("Campus Leave Ladder Step", {"parent": "Campus Safety Settings"}):
		return
	for number, (days, role) in enumerate(LADDER, 1):
		frappe.get_doc(
			{
				"doctype": "Campus Leave Ladder Step",
				"parent": "Campus Safety Settings",
				"parenttype": "Campus Safety Settings",
				"parentfield": "leave_ladder",
				"idx": number,
				"up_to_days": days,
				"role": role,
			}
		).db_insert()  # beside the settings, which a person may be editing
