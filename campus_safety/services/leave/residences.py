"""What follows when an application to live off campus moves on."""

import frappe
from frappe import _

from campus_safety.domain import roles as r
from campus_safety.engines.messages.telling import tell
from campus_safety.records.posts import get_holders, get_users_with_role


def follow(doc) -> None:
	"""`on_update` of a residence: the next who must decide, and the student's own record."""
	before = doc.get_doc_before_save()
	if before and before.status == doc.status:
		return
	waits_for = {
		"Counsellor Review": lambda: get_holders(("Counsellor",), doc.unit),
		"College Review": lambda: get_holders(("College Lead",), doc.college),
		"Affairs Review": lambda: get_users_with_role(r.STUDENT_AFFAIRS),
	}
	if doc.status == "Active":
		_note_in_student(doc.student)
	if doc.status in waits_for:
		tell(
			waits_for[doc.status](),
			lambda: _("Application {0} to live off campus waits for you.").format(doc.name),
			f"residence|{doc.name}|{doc.status}",
			doc,
		)


def _note_in_student(student: str) -> None:
	"""The duty of a monthly visit is owed for whoever is recorded as living off campus.

	Nothing is taken back when the approval ends: until the dormitory has a bed for them they live outside, unapproved.
	"""
	frappe.db.set_value("Campus Student", student, "residence_type", "Off Campus")
