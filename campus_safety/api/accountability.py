"""Endpoints of an accountability case beyond the framework's own."""

import frappe
from frappe import _
from frappe.utils import now_datetime

from campus_safety.domain.incidents.accountability import HEARD, VERIFIED
from campus_safety.exceptions import CaseProcedureError
from campus_safety.services.incidents.accountability import evidence

CASE = "Campus Accountability Case"


@frappe.whitelist(methods=["POST"])
def collect(case: str) -> None:
	"""Evidence anew, until it is found; by whoever judges."""
	frappe.has_permission(CASE, "write", throw=True)
	if not (frappe.db.exists(CASE, case) and frappe.has_permission(CASE, "write", doc=case)):
		frappe.throw(_("You may not open this record."), frappe.PermissionError)
	document = frappe.get_doc(CASE, case)
	if document.status not in (VERIFIED, HEARD):
		frappe.throw(_("Evidence is collected until the findings are proposed."), CaseProcedureError)
	evidence.collect(document, now_datetime())
	with document.as_app():
		document.save()
