"""Endpoints of policy assessments: the agenda of a meeting."""

import frappe
from frappe import _
from frappe.utils import now_datetime

from campus_safety.access.checks import get_permitted
from campus_safety.services.governance import policies


@frappe.whitelist(methods=["GET"])
def get_own_unit() -> str | None:
	"""The unit for which the session user drafts, where there is one only."""
	frappe.has_permission(policies.POLICY, "create", throw=True)
	return policies.get_own_unit(frappe.session.user)


@frappe.whitelist(methods=["POST"])
def put_on_agenda(policy: str, meeting: str) -> None:
	"""Blocked while anything is missing; see services.governance.policies."""
	frappe.has_permission(policies.POLICY, "write", throw=True)
	record = get_permitted(policies.POLICY, policy, "write", _("You may not open this record."))
	policies.put_on_agenda(record, meeting, frappe.session.user, now_datetime())
