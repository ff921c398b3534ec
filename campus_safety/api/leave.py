"""Endpoints of leave for staff and parents."""

import frappe
from frappe import _
from frappe.model.document import Document
from frappe.utils import cint, now_datetime

from campus_safety.access import arguments
from campus_safety.domain.leave import permits
from campus_safety.records.states import state_of
from campus_safety.services.leave import parents, sms

PERMIT = "Campus Leave Permit"


@frappe.whitelist(methods=["POST"])
def make_parent_link(name: str) -> dict:
	"""A fresh one-time link to copy: {"link", "text"}. Older links to this leave stop working."""
	permit = _get_undecided(name)
	link, _confirmation = parents.make_link(permit, now_datetime())
	return {"link": link, "text": parents.get_message(permit, link)}


@frappe.whitelist(methods=["POST"])
def send_parent_link(name: str) -> str:
	"""The same by SMS to the primary guardian; returns the number it went to, masked."""
	return sms.send_link(_get_undecided(name), now_datetime())


@frappe.whitelist(methods=["POST"])
def decide(name: str, approve: int, note: str = "") -> str:
	"""Approve or reject in one step, with the note the student reads; returns the new status."""
	permit = _get_writable(name)
	permit.decision_note = note or permit.decision_note
	permit.workflow_state = state_of(PERMIT, permits.APPROVED if cint(approve) else permits.REJECTED)
	permit.save()
	return permit.status


@frappe.whitelist(methods=["POST"])
def record_return(name: str, actual_return: str) -> str:
	"""Staff saw the student, or heard of the return, at that time; returns the new status."""
	permit = _get_writable(name)
	permit.actual_return = arguments.a_moment(actual_return, "actual_return")
	permit.workflow_state = state_of(PERMIT, permits.RETURNED)
	permit.save()
	return permit.status


@frappe.whitelist(allow_guest=True, methods=["POST"])
def answer_parent_link(token: str, agree: int, name: str = "", reason: str = "", seen: str = "") -> dict:
	"""A parent's answer: no login, the link is the key. {"outcome", "message", "leave", "answered", "school"}."""
	frappe.local.lang = parents.LANGUAGE
	answer = parents.answer(
		token, bool(cint(agree)), name, reason, seen, frappe.local.request_ip, now_datetime()
	)
	return {
		"outcome": answer.outcome.value,
		"message": parents.get_wording(answer.outcome),
		**parents.get_page(answer),
	}


def _get_writable(name: str) -> Document:
	"""A leave out of reach is answered like one that is not there."""
	if not frappe.db.exists(PERMIT, name) or not frappe.has_permission(PERMIT, "write", doc=name):
		frappe.throw(_("You may not open this leave."), frappe.PermissionError)
	return frappe.get_doc(PERMIT, name)


def _get_undecided(name: str) -> Document:
	permit = _get_writable(name)
	if permit.status not in parents.ANSWERABLE:
		frappe.throw(_("This leave is decided; no parent needs to confirm it any more."))
	return permit
