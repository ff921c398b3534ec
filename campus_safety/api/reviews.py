"""Endpoints of an incident's review beyond the framework's own."""

import frappe
from frappe import _
from frappe.model.document import Document
from frappe.utils import now_datetime

from campus_safety.access.checks import get_permitted
from campus_safety.access.requests import validate_asked_for
from campus_safety.exceptions import ReviewStepError
from campus_safety.services.incidents.review import collecting, deciding, opening, paper

REVIEW = opening.REVIEW


@frappe.whitelist(methods=["GET"])
def get_earlier(review: str) -> dict:
	"""What became of the actions of earlier reviews; see services.incidents.review.opening."""
	frappe.has_permission(REVIEW, "read", throw=True)
	return opening.get_earlier(_review(review, "read").name, now_datetime().date())


@frappe.whitelist(methods=["POST"])
def collect(review: str) -> None:
	"""Timeline and duties anew, while it is a draft; by whoever writes it."""
	frappe.has_permission(REVIEW, "write", throw=True)
	document = _review(review, "write")
	deciding.validate_writes(document, frappe.session.user)
	if document.status != "Draft":
		frappe.throw(_("Only a draft is collected anew."), ReviewStepError)
	incident = frappe.get_doc("Campus Emergency Incident", document.incident)
	collecting.collect(document, incident, now_datetime())
	with document.as_app():
		document.save()


@frappe.whitelist(methods=["POST"])
def export_paper(review: str) -> None:
	"""Answer with the review as a Word file; see services.incidents.review.paper for who may."""
	validate_asked_for("campus_safety.api.reviews.export_paper")
	number, content = paper.export(review, now_datetime())
	frappe.response.update({"type": "download", "filename": f"{number}.docx", "filecontent": content})


def _review(name: str, ptype: str) -> Document:
	return get_permitted(REVIEW, name, ptype, _("You may not open this record."))
