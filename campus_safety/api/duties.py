"""Endpoints of the duty engine. Permission on the first line; what they do is in engines/duties."""

import frappe
from frappe import _
from frappe.model.document import Document
from frappe.utils import getdate, now_datetime, nowdate

from campus_safety.access import arguments
from campus_safety.access.checks import get_permitted
from campus_safety.access.scopes import has_any_role
from campus_safety.domain.roles import SAFETY_OFFICE, STUDENT_AFFAIRS, SYSTEM_MANAGER
from campus_safety.engines.duties import dry_run as trial
from campus_safety.engines.duties import escalate, exempt, rule_fields, rules, run
from campus_safety.engines.duties.generate import OBLIGATION, Calendar

WRITERS = [SAFETY_OFFICE, STUDENT_AFFAIRS, SYSTEM_MANAGER]


@frappe.whitelist(methods=["POST"])
def dry_run(rule: dict | str) -> dict:
	"""What a rule, saved or not, would make in the current period; see engines.duties.dry_run."""
	frappe.has_permission(rules.RULE, "write", throw=True)
	return trial.dry_run(arguments.a_dict(rule, "rule"), getdate())


@frappe.whitelist(methods=["GET", "POST"])
def get_rule_fields(evidence_doctype: str, subject_type: str) -> dict:
	"""Fields that a rule over this document type may name; see engines.duties.rule_fields."""
	frappe.has_permission(rules.RULE, "write", throw=True)
	return rule_fields.get_choices(evidence_doctype, subject_type)


@frappe.whitelist(methods=["GET", "POST"])
def get_rule_responsible() -> list[dict]:
	"""Posts and offices that a rule may name as responsible; see engines.duties.rule_fields."""
	frappe.has_permission(rules.RULE, "read", throw=True)
	return rule_fields.get_responsible()


@frappe.whitelist(methods=["POST"])
def run_now() -> None:
	"""The night's run, now; it works in the background and its document shows how far it is."""
	if not has_any_role(frappe.session.user, WRITERS):
		raise frappe.PermissionError
	run.start("Person")


@frappe.whitelist(methods=["POST"])
def run_rule(rule: str) -> dict[str, int]:
	"""One rule at once, for whoever has just written it."""
	frappe.get_doc(rules.RULE, rule).check_permission("write")
	today = getdate(nowdate())
	return run.update_rule(rule, run.last_completed() or today, today, Calendar.around(today, today))


@frappe.whitelist(methods=["GET", "POST"])
def get_settled(doctype: str, name: str) -> list[str]:
	"""Rules of the caller's duties that this record has just fulfilled."""
	frappe.has_permission(OBLIGATION, "read", throw=True)
	return frappe.get_list(
		OBLIGATION,
		filters={
			"evidence_doctype": doctype,
			"evidence": name,
			"state": ("in", ("Done", "Done Late")),
			"responsible_user": frappe.session.user,
		},
		pluck="rule",
		distinct=True,
		order_by="rule asc",
		limit_page_length=20,
	)


@frappe.whitelist(methods=["POST"])
def take(obligation: str) -> None:
	"""I am on it: the ladder stands still."""
	escalate.take(_readable(obligation), now_datetime())


@frappe.whitelist(methods=["POST"])
def give_back(obligation: str) -> None:
	escalate.give_back(_readable(obligation))


@frappe.whitelist(methods=["POST"])
def ask_exemption(obligation: str, reason: str) -> None:
	"""The responsible person, or a colleague with the same class, gives the reason; the College Lead decides."""
	exempt.ask(_readable(obligation), reason, now_datetime())


@frappe.whitelist(methods=["POST"])
def approve_exemption(obligation: str, reason: str | None = None) -> None:
	exempt.approve(_permitted(obligation, "write"), reason)


@frappe.whitelist(methods=["POST"])
def decline_exemption(obligation: str) -> None:
	exempt.decline(_permitted(obligation, "write"), now_datetime())


@frappe.whitelist(methods=["POST"])
def withdraw_exemption(obligation: str) -> None:
	exempt.withdraw(_permitted(obligation, "write"), now_datetime())


def _readable(obligation: str) -> Document:
	return _permitted(obligation, "read")


def _permitted(obligation: str, right: str) -> Document:
	return get_permitted(OBLIGATION, obligation, right, _("You may not open this record."))
