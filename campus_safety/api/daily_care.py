"""Endpoints of talks, parent contacts, meetings and dorm visits."""

import frappe
from frappe import _
from frappe.utils import getdate, now_datetime

from campus_safety.access import arguments
from campus_safety.api.students import validate_may_read
from campus_safety.records.evidence import EvidenceRecord
from campus_safety.services.care import daily_care

ENTERED = (daily_care.TALK, daily_care.CONTACT)


@frappe.whitelist(methods=["GET", "POST"])
def get_student_card(student: str) -> dict:
	"""What stands beside the form: last talks and contacts, open duties; see services.care.daily_care."""
	validate_may_read(student)
	return daily_care.get_student_card(student)


@frappe.whitelist(methods=["GET", "POST"])
def get_class_students(doctype: str, unit: str | None = None) -> dict:
	"""Students of one of the caller's classes, those still owed a talk (or a contact) first."""
	if doctype not in ENTERED:
		frappe.throw(_("There is no quick entry for {0}.").format(_(doctype)), frappe.PermissionError)
	validate_may_create(doctype)
	return daily_care.get_class_students(doctype, unit, getdate())


@frappe.whitelist(methods=["POST"])
def record_contacts(unit: str, rows: list | str, all_or_nothing: bool = True) -> dict:
	"""Attempts to reach parents, for a class at once; see services.care.daily_care.record_contacts."""
	validate_may_create(daily_care.CONTACT)
	rows = arguments.a_list(rows, "rows")
	if not all(isinstance(row, dict) for row in rows):
		frappe.throw(_("Rows are a list."))
	return daily_care.record_contacts(unit, rows, all_or_nothing, now_datetime())


@frappe.whitelist(methods=["POST"])
def declare_void(doctype: str, name: str, reason: str) -> None:
	"""Evidence written by mistake no longer counts; it stays readable, with the reason."""
	doc = _get_evidence(doctype, name)
	doc.check_permission("write")
	doc.declare_void(reason)


def _get_evidence(doctype: str, name: str) -> EvidenceRecord:
	"""A record out of reach is answered like one that is not there."""
	controller = frappe.get_meta(doctype) and frappe.model.base_document.get_controller(doctype)
	may_read = issubclass(controller, EvidenceRecord) and frappe.db.exists(doctype, name)
	if not may_read or not frappe.has_permission(doctype, "read", doc=name):
		frappe.throw(_("You may not open this record."), frappe.PermissionError)
	return frappe.get_doc(doctype, name)


def validate_may_create(doctype: str) -> None:
	if not frappe.has_permission(doctype, "create"):
		frappe.throw(_("You may not enter {0}.").format(_(doctype)), frappe.PermissionError)
