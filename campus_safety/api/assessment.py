"""Endpoints of the accountability assessment: count anew, and open what stands behind a figure."""

import frappe
from frappe import _
from frappe.model.document import Document

from campus_safety.access import arguments
from campus_safety.access.checks import get_permitted
from campus_safety.services.governance import assessment as assessments

DOCTYPE = "Campus Accountability Assessment"


@frappe.whitelist(methods=["POST"])
def recompute(assessment: str) -> dict:
	"""Figures, score and grade counted anew; a draft only."""
	document = _permitted(assessment, "write")
	assessments.recompute(document)
	return {"score": document.score, "grade": document.grade}


@frappe.whitelist(methods=["POST"])
def make_for_colleges(period_from: str, period_to: str) -> list[str]:
	"""A draft for each college at once; see services.governance.assessment."""
	frappe.has_permission(DOCTYPE, "create", throw=True)
	first, last = arguments.a_day(period_from, "period_from"), arguments.a_day(period_to, "period_to")
	return assessments.make_for_colleges(first, last)


@frappe.whitelist(methods=["GET"])
def get_records(assessment: str, rule: str, figure: str) -> dict:
	"""Duties behind a number in the table; see services.assessment.get_records."""
	return assessments.get_records(_permitted(assessment, "read"), rule, figure)


def _permitted(assessment: str, right: str) -> Document:
	return get_permitted(DOCTYPE, assessment, right, _("You may not open this record."))
