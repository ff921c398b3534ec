"""Where a student or a moment belongs: class, college, term."""

import frappe
from frappe import _


def get_scope_of_student(student: str) -> tuple[str | None, str | None]:
	"""(class, college) of a student today. Errors: ValidationError naming the unknown student number."""
	row = frappe.db.get_value("Campus Student", student, ["unit", "college"])
	if not row:
		frappe.throw(_("There is no student with the number {0}.").format(student), frappe.LinkValidationError)
	return row


def get_scope_of_unit(unit: str) -> str | None:
	"""The college a unit lies in, itself included; none for the school and its departments."""
	return frappe.db.get_value("Campus Unit", unit, "college")


def get_term_of(day) -> str | None:
	"""The term that a date falls in, its break included; the last one begun when the calendar has a gap."""
	return frappe.db.get_value("Campus Term", {"start_date": ("<=", day)}, "name", order_by="start_date desc")
