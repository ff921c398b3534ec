"""Approving and rejecting a leave: by whom, and with which papers (domain §4)."""

from datetime import datetime

import frappe
from frappe import _

from campus_safety.access.scopes import has_any_role
from campus_safety.domain.leave import permits
from campus_safety.exceptions import LeaveDecisionError, ParentConfirmationError
from campus_safety.services.leave import chain
from campus_safety.services.leave.policy import get_policy


def set_decision(doc, now: datetime) -> None:
	before = doc.get_doc_before_save()
	if not before or before.status != permits.PENDING or not doc.reaches(permits.APPROVED, permits.REJECTED):
		return
	_validate_decider(doc)
	if doc.status == permits.REJECTED:
		_validate_reason_of_rejection(doc)
	else:
		_validate_papers(doc)
	doc.approved_by = frappe.session.user if doc.status == permits.APPROVED else None
	doc.approved_at = now


def _validate_decider(doc) -> None:
	"""By the length of the absence (domain §4): the role of the ladder, or whoever stands higher."""
	allowed = permits.deciders(get_policy().ladder, chain.get_whole(doc).days)
	if not has_any_role(frappe.session.user, allowed):
		frappe.throw(
			_("A leave of {0} days is decided by: {1}. It stays with them.").format(
				f"{doc.days:g}", ", ".join(_(role) for role in allowed)
			),
			LeaveDecisionError,
			title=_("Not yours to decide"),
		)


def _validate_reason_of_rejection(doc) -> None:
	if not (doc.decision_note or "").strip():
		frappe.throw(
			_("Write under Note of the Decision why the leave is rejected; the student reads it."),
			LeaveDecisionError,
			title=_("Reason needed"),
		)


def _validate_papers(doc) -> None:
	if doc.parent_needed and not doc.parent_confirmed_by:
		frappe.throw(
			_(
				"Overnight, or a minor: a parent must confirm first. Send the parent's link, or phone them and enter who confirmed."
			),
			ParentConfirmationError,
			title=_("Parent has not confirmed"),
		)
	validate_proof(doc, "Before Approval")


def validate_proof(doc, moment: str) -> None:
	if doc.leave_type == permits.SICK and get_policy().proof == moment and not doc.proof:
		frappe.throw(
			_("Sick leave needs the hospital's paper: attach a photo of it under Proof."),
			LeaveDecisionError,
			title=_("Proof is missing"),
		)
