"""Positions of the four-level network (domain §1), seeded where missing; afterwards the school's own to edit."""

import frappe

from campus_safety.domain.people.network import POSTS
from campus_safety.domain.roles import SAFETY_OFFICE, STUDENT_AFFAIRS, SYSTEM_MANAGER
from campus_safety.records.positions import POSITION, to_row

# who appoints, where it is not everybody who may write assignments
APPOINTED_BY = {"College Lead": (SYSTEM_MANAGER, STUDENT_AFFAIRS, SAFETY_OFFICE)}


def create_missing_positions() -> None:
	for place, (name, post) in enumerate(POSTS.items(), start=1):
		if frappe.db.exists(POSITION, name):
			continue
		values = to_row(name, post) | {"sort_order": 10 * place}
		values["appointers"] = [{"role": role, "anywhere": 1} for role in APPOINTED_BY.get(name, ())]
		frappe.get_doc({"doctype": POSITION, **values}).insert(ignore_permissions=True)
