"""Showing the full identity number of a student: to those who need it for papers, with a reason."""

import frappe
from frappe import _

from campus_safety.access.scopes import has_any_role
from campus_safety.access.secrets import decrypt
from campus_safety.domain.roles import CLASS_STAFF, COLLEGE_LEAD, STUDENT_AFFAIRS
from campus_safety.engines.opening import access_log
from campus_safety.engines.opening.reveal import validate_reason

# who fills in forms that need it; everybody else gets by with the mask
MAY_SEE_ID_NO = (*CLASS_STAFF, COLLEGE_LEAD, STUDENT_AFFAIRS)


def reveal_id_no(student: str, reason: str) -> str:
	"""Errors: PermissionError outside those roles or the student's scope, Administrator included;
	ValidationError without a reason, or when no number is stored."""
	allowed = (
		frappe.session.user != "Administrator"
		and has_any_role(frappe.session.user, MAY_SEE_ID_NO)
		and frappe.db.exists("Campus Student", student)
		and frappe.has_permission("Campus Student", "read", doc=student)
	)
	if not allowed:
		frappe.throw(_("You may not see the identity number of this student."), frappe.PermissionError)
	validate_reason(reason)
	stored = frappe.db.get_value("Campus Student", student, "id_no_encrypted")
	if not stored:
		frappe.throw(_("No identity number is stored for this student."))
	access_log.record("Reveal", "Campus Student", student, student=student, reason=reason.strip())
	return decrypt(stored)
