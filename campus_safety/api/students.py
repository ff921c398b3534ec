"""Endpoints about one student."""

import frappe
from frappe import _
from frappe.utils import now_datetime

from campus_safety.access.requests import validate_asked_for
from campus_safety.access.scopes import has_any_role
from campus_safety.domain.roles import DESK_ROLES, SYSTEM_MANAGER
from campus_safety.engines import timeline
from campus_safety.engines.timeline_print import print_timeline as print_page
from campus_safety.records.students import get_primary_guardian
from campus_safety.services.people import find_student, identity

LONGEST_SEARCH = 60  # characters


@frappe.whitelist(methods=["POST"])
def reveal_id_no(student: str, reason: str) -> str:
	"""The full identity number, with a reason and a line in the access log; see services.identity."""
	validate_asked_for("campus_safety.api.students.reveal_id_no")
	return identity.reveal_id_no(student, reason)


@frappe.whitelist(methods=["GET", "POST"])
def get_found(text: str) -> dict:
	"""Students of the caller's own list that fit; see services.people.find_student."""
	if not has_any_role(frappe.session.user, (*DESK_ROLES, SYSTEM_MANAGER)):
		raise frappe.PermissionError
	return find_student.find(text[:LONGEST_SEARCH])


@frappe.whitelist(methods=["GET", "POST"])
def get_contact(student: str) -> dict:
	"""Telephones of a student and the family, for whoever may see the student."""
	validate_may_read(student)
	return find_student.get_contact(student)


@frappe.whitelist(methods=["GET", "POST"])
def get_timeline(student: str, start: int = 0, limit: int = 50, kind: str | None = None) -> dict:
	"""Chronology of all records about the student that the caller may see, or of one kind; see engines.timeline."""
	validate_may_read(student)
	return timeline.get_timeline(student, start, limit, now_datetime(), kind)


@frappe.whitelist(methods=["POST"])
def print_timeline(student: str, kind: str | None = None) -> str:
	"""The same as an HTML page for the printer, numbered and logged; for whoever may print students."""
	validate_asked_for("campus_safety.api.students.print_timeline")
	validate_may_read(student)
	frappe.has_permission("Campus Student", "print", doc=student, throw=True)
	return print_page(student, kind, now_datetime())


@frappe.whitelist(methods=["GET", "POST"])
def get_standing(student: str) -> dict | None:
	"""Risk level and support advice, for whoever may see them; None when there is nothing to see."""
	validate_may_read(student)
	return timeline.get_standing(student)


@frappe.whitelist(methods=["GET", "POST"])
def get_family(student: str) -> dict:
	"""Primary guardian and the address of a home visit."""
	validate_may_read(student)
	return get_primary_guardian(student)


def validate_may_read(student: str) -> None:
	"""A student out of reach is answered like one that is not there."""
	if not frappe.db.exists("Campus Student", student) or not frappe.has_permission(
		"Campus Student", "read", doc=student
	):
		frappe.throw(_("You may not see this student."), frappe.PermissionError)
