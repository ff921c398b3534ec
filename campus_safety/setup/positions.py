"""Positions of the four-level network (domain §1), seeded where missing; afterwards the school's own to edit."""

import frappe

from campus_safety.domain.people.network import POSTS
from campus_safety.domain.roles import SAFETY_OFFICE, STUDENT_AFFAIRS, SYSTEM_MANAGER
from campus_safety.records.positions import LEVEL_FIELDS, POSITION, to_row
from campus_safety.records.posts import ASSIGNMENT
from campus_safety.setup import seeded

# who appoints, where it is not everybody who may write assignments
APPOINTED_BY = {
	"College Lead": (SYSTEM_MANAGER, STUDENT_AFFAIRS, SAFETY_OFFICE),
	"Report Intake": (SYSTEM_MANAGER, SAFETY_OFFICE),
}


def create_missing_positions() -> None:
	for place, (name, post) in enumerate(POSTS.items(), start=1):
		appointers = [{"role": role, "anywhere": 1} for role in APPOINTED_BY.get(name, ())]
		_create(name, **to_row(name, post), sort_order=10 * place, appointers=appointers)
	_keep_added_options()


def _keep_added_options() -> None:
	"""Positions that a school had added as options of the field, when it was a choice, become records of their own.

	A link's options name its DocType: the old text would break the form. Of a position called so nothing is known but the
	name: it is held by anybody anywhere, until the school says more.
	"""
	for setter in frappe.get_all(
		"Property Setter",
		filters={"doc_type": ASSIGNMENT, "field_name": "position", "property": "options"},
		fields=["name", "value"],
	):
		if setter.value == POSITION:
			continue
		for option in filter(None, (line.strip() for line in (setter.value or "").splitlines())):
			anywhere = dict.fromkeys(LEVEL_FIELDS.values(), 1)
			_create(option, position_name=option, holder_kind="Staff or Student", **anywhere)
		frappe.delete_doc("Property Setter", setter.name, ignore_permissions=True, force=True)
		frappe.clear_cache(doctype=ASSIGNMENT)


def _create(position: str, /, **values) -> None:
	if seeded.is_new(POSITION, position, bool(frappe.db.exists(POSITION, position))):
		frappe.get_doc({"doctype": POSITION, **values}).insert(
			ignore_permissions=True
		)  # install and migrate run without a person
