"""Endpoints of the risk ledger beyond the framework's own."""

import frappe
from frappe import _
from frappe.utils import cint, now_datetime

from campus_safety.access import arguments
from campus_safety.access.checks import get_permitted
from campus_safety.access.requests import validate_asked_for
from campus_safety.domain.risk.facts import Facts
from campus_safety.services.risk import case_requests, medical, risk_ledger, risk_status


@frappe.whitelist(methods=["POST"])
def sign_level_change(ledger: str, level: str | None = None) -> dict:
	"""Sign for the lower level that waits; see services.risk.risk_ledger."""
	frappe.has_permission("Campus Risk Ledger", "write", throw=True)
	return risk_ledger.sign_level_change(ledger, level)


@frappe.whitelist(methods=["POST"])
def correct_facts(
	ledger: str,
	factors: list | str,
	has_plan: bool | int = False,
	attempt_date: str | None = None,
	diagnosis: bool | int = False,
) -> dict:
	"""Plan, attempt, diagnosis and factors as they should stand; see services.risk.risk_ledger."""
	frappe.has_permission("Campus Risk Ledger", "write", throw=True)
	names = tuple(str(name) for name in arguments.names(factors, "factors"))
	day = arguments.a_day(attempt_date, "attempt_date") if attempt_date else None
	return risk_ledger.correct_facts(ledger, Facts(bool(cint(has_plan)), day, bool(cint(diagnosis)), names))


@frappe.whitelist(methods=["POST"])
def sign_facts(ledger: str, proposal: str | None = None) -> dict:
	"""Sign for the correction that waits; see services.risk.risk_ledger."""
	frappe.has_permission("Campus Risk Ledger", "write", throw=True)
	return risk_ledger.sign_facts(ledger, proposal)


@frappe.whitelist(methods=["POST"])
def open_facts(ledger: str, reason: str) -> dict:
	"""What is in force, for the form that corrects it; by a person's own request, with a reason."""
	validate_asked_for("campus_safety.api.risk.open_facts")
	return risk_ledger.open_facts(ledger, reason)


@frappe.whitelist(methods=["POST"])
def confirm_dispatch(ledger: str, dispatch: str) -> dict:
	"""The convenor's word that a recorded dispatch was held; see services.risk.risk_ledger."""
	frappe.has_permission("Campus Risk Ledger", "read", throw=True)
	return risk_ledger.confirm_dispatch(ledger, dispatch, now_datetime())


@frappe.whitelist(methods=["POST"])
def reassign_responsible(ledger: str, user: str) -> None:
	"""Another person answers for the student; College Lead only."""
	frappe.has_permission("Campus Risk Ledger", "write", throw=True)
	risk_ledger.reassign_responsible(ledger, user)


@frappe.whitelist(methods=["POST"])
def settle_handover(ledger: str, note: str) -> None:
	"""A handover that is asked for is not needed; College Lead or Psych Head, with a reason."""
	frappe.has_permission("Campus Risk Ledger", "write", throw=True)
	risk_ledger.settle_handover(ledger, note, now_datetime())


@frappe.whitelist(methods=["POST"])
def grant_case_request(request: str) -> str:
	"""Opens the handover that somebody asks for; see services.risk.case_requests."""
	frappe.has_permission("Campus Case Request", "write", throw=True)
	return case_requests.grant(case_requests.get_writable(request), now_datetime())


@frappe.whitelist(methods=["POST"])
def refuse_case_request(request: str, reason: str) -> None:
	"""With the reason; see services.risk.case_requests."""
	frappe.has_permission("Campus Case Request", "write", throw=True)
	case_requests.refuse(case_requests.get_writable(request), reason, now_datetime())


@frappe.whitelist(methods=["GET", "POST"])
def get_nomination_defaults(student: str) -> dict:
	"""Class, college, counsellor and lead of a student one looks after; and whether a ledger is open."""
	frappe.has_permission("Campus Risk Ledger", "create", throw=True)
	return risk_ledger.get_nomination_defaults(student)


@frappe.whitelist(methods=["GET", "POST"])
def get_support_advice(student: str | None = None) -> list[dict]:
	"""Whom to pay attention to, and how, among the students one looks after: no level, no reason."""
	frappe.has_permission("Campus Student", "read", throw=True)
	return risk_status.get_support_advice(student)


@frappe.whitelist(methods=["POST"])
def end_medical_support(support: str) -> None:
	"""With the reason that stands in it."""
	refused = _("You may not open this record.")
	if not frappe.has_permission(medical.SUPPORT, "write"):
		frappe.throw(refused, frappe.PermissionError)
	medical.end(get_permitted(medical.SUPPORT, support, "write", refused), now_datetime())
