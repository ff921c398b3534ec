"""Positions are records now: those a school had added to the field's options become some, posts learn their college."""

import frappe

from campus_safety.domain.people.network import POSTS
from campus_safety.records.positions import POSITION
from campus_safety.setup.positions import create_missing_positions

ASSIGNMENT = "Campus Network Assignment"
FIELDS = (
	(ASSIGNMENT, "position"),
	("Campus Duty Escalation", "to_position"),
	("Campus Duty Rule", "responsible_position"),
)


def execute() -> None:
	create_missing_positions()
	for doctype, fieldname in FIELDS:
		keep_added_options(doctype, fieldname)
	for name in frappe.get_all(ASSIGNMENT, distinct=True, pluck="position"):
		create_if_missing(name)
	fill_colleges()


def keep_added_options(doctype: str, fieldname: str) -> None:
	"""A link's options name its DocType: options written for the old choice would break the form."""
	for setter in frappe.get_all(
		"Property Setter",
		filters={"doc_type": doctype, "field_name": fieldname, "property": "options"},
		fields=["name", "value"],
	):
		if (doctype, fieldname) == FIELDS[0]:
			for option in (setter.value or "").split("\n"):
				create_if_missing(option.strip())
		frappe.delete_doc("Property Setter", setter.name, ignore_permissions=True, force=True)
	frappe.clear_cache(doctype=doctype)


def create_if_missing(position: str | None) -> None:
	"""Of what a school called so nothing is known but the name: held by anybody anywhere, until it says more."""
	if not position or position in POSTS or frappe.db.exists(POSITION, position):
		return
	frappe.get_doc(
		{
			"doctype": POSITION,
			"position_name": position,
			"holder_kind": "Staff or Student",
			"at_school": 1,
			"at_college": 1,
			"at_class": 1,
			"at_dormitory": 1,
		}
	).insert(ignore_permissions=True)


def fill_colleges() -> None:
	"""By the controller's own rule, without its checks: what is past is not judged again."""
	for name in frappe.get_all(ASSIGNMENT, filters={"college": ("is", "not set")}, pluck="name"):
		assignment = frappe.get_doc(ASSIGNMENT, name)
		assignment.set_college()
		if assignment.college:
			assignment.db_set("college", assignment.college, update_modified=False)
