"""Endpoints of early warning: what its forms ask, and what is done with a warning by one tap."""

import frappe
from frappe.utils import getdate, now_datetime

from campus_safety.access import arguments
from campus_safety.access.scopes import has_any_role
from campus_safety.domain.roles import SAFETY_OFFICE, STUDENT_AFFAIRS, SYSTEM_MANAGER
from campus_safety.services.warning import dry_run as trial
from campus_safety.services.warning import rules, run, steps

WRITERS = (SAFETY_OFFICE, STUDENT_AFFAIRS, SYSTEM_MANAGER)


@frappe.whitelist(methods=["POST"])
def dry_run(rule: dict | str) -> dict:
	"""What a rule, saved or not, would cost and whom it would flag; see services.warning.dry_run."""
	frappe.has_permission(rules.RULE, "write", throw=True)
	return trial.dry_run(arguments.a_dict(rule, "rule"), getdate())


@frappe.whitelist(methods=["GET", "POST"])
def get_fields(evidence_doctype: str) -> dict:
	"""Fields that a signal over this document type may name; see services.warning.rules."""
	frappe.has_permission(rules.RULE, "write", throw=True)
	return rules.get_fields(evidence_doctype)


@frappe.whitelist(methods=["POST"])
def run_now() -> None:
	"""The night's run, now; it works in the background and its document shows how far it is."""
	if not has_any_role(frappe.session.user, WRITERS):
		raise frappe.PermissionError
	run.start("Person")


@frappe.whitelist(methods=["POST"])
def take(warning: str) -> None:
	"""I look at it; see services.warning.steps."""
	frappe.has_permission(rules.WARNING, "read", throw=True)
	steps.take(warning, frappe.session.user, now_datetime())


@frappe.whitelist(methods=["POST"])
def confirm(warning: str, signs: str) -> str | None:
	"""There is something: a nomination for the risk ledger; see services.warning.steps."""
	frappe.has_permission(rules.WARNING, "read", throw=True)
	return steps.confirm(warning, frappe.session.user, signs, now_datetime())


@frappe.whitelist(methods=["POST"])
def dismiss(warning: str, reason: str, note: str) -> None:
	"""There is nothing, or it is cared for; see services.warning.steps."""
	frappe.has_permission(rules.WARNING, "read", throw=True)
	steps.dismiss(warning, frappe.session.user, reason, note, now_datetime())
