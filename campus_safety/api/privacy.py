"""Endpoints of what the personal information law asks: requests answered, holds released, assessments approved."""

import frappe
from frappe import _
from frappe.model.document import Document
from frappe.utils import now_datetime

from campus_safety.access.checks import get_permitted
from campus_safety.access.requests import validate_asked_for
from campus_safety.services.privacy import assessments, copies, data_requests, legal_holds


@frappe.whitelist(methods=["POST"])
def grant(request: str, answer: str = "") -> None:
	data_requests.grant(_permitted(data_requests.REQUEST, request), answer, now_datetime())


@frappe.whitelist(methods=["POST"])
def make_copy(request: str) -> None:
	"""Answer with the person's own records as a workbook, for whoever decides about the request."""
	validate_asked_for("campus_safety.api.privacy.make_copy")
	made = copies.make(_permitted(data_requests.REQUEST, request), now_datetime())
	frappe.response.update({"type": "download", "filename": made.file_name, "filecontent": made.content})


@frappe.whitelist(methods=["POST"])
def refuse(request: str, reason: str) -> None:
	data_requests.refuse(_permitted(data_requests.REQUEST, request), reason, now_datetime())


@frappe.whitelist(methods=["POST"])
def propose_release(hold: str, reason: str) -> None:
	legal_holds.propose_release(_permitted("Campus Legal Hold", hold), reason, now_datetime())


@frappe.whitelist(methods=["POST"])
def keep_on(hold: str) -> None:
	legal_holds.keep_on(_permitted("Campus Legal Hold", hold))


@frappe.whitelist(methods=["POST"])
def release(hold: str) -> None:
	legal_holds.release(_permitted("Campus Legal Hold", hold), now_datetime())


@frappe.whitelist(methods=["POST"])
def approve(assessment: str) -> None:
	assessments.approve(_permitted(assessments.ASSESSMENT, assessment), now_datetime())


def _permitted(doctype: str, name: str) -> Document:
	return get_permitted(doctype, name, "write", _("This is decided by other offices."))
