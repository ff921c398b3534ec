"""Endpoints of an abnormal report for whoever handles it: what belongs to it, a question to the reporter, joining two."""

import frappe
from frappe.utils import cint, now_datetime

from campus_safety.access.arguments import a_dict, a_list
from campus_safety.services.incidents import handling, joining, questions, steady

REPORT = joining.REPORT


@frappe.whitelist(methods=["POST"])
def file(report: str | dict) -> str:
	"""A new one from the Desk's form, by the session user; its number for whoever reads it, else nothing."""
	frappe.has_permission(REPORT, "create", throw=True)
	return handling.file(a_dict(report, "report"), frappe.session.user)


@frappe.whitelist(methods=["GET"])
def get_panel(report: str) -> dict:
	"""What the form shows on top; see services.incidents.handling."""
	frappe.has_permission(REPORT, "read", throw=True)
	return handling.get_panel(report, now_datetime())


@frappe.whitelist(methods=["POST"])
def ask(report: str, question: str, choices: str = "") -> None:
	"""One question to the reporter, with ready answers, one a line."""
	frappe.has_permission(REPORT, "write", throw=True)
	questions.ask(handling.get_permitted(report, "write"), question, choices, now_datetime())


@frappe.whitelist(methods=["POST"])
def join(report: str, into: str) -> None:
	"""Both are about the same: `report` belongs to `into` from now on."""
	frappe.has_permission(REPORT, "write", throw=True)
	handling.get_permitted(into, "write")
	joining.join(handling.get_permitted(report, "write"), into, now_datetime())


@frappe.whitelist(methods=["POST"])
def lower(report: str, urgency: str, signs: str | list, reason: str, help_seeking: int = 0) -> None:
	"""An alarm that was none, by who takes reports, with the reason. signs: those that stay."""
	frappe.has_permission(REPORT, "write", throw=True)
	stay = [str(sign) for sign in a_list(signs, "signs")]
	record = handling.get_permitted(report, "write")
	steady.lower(record, urgency, bool(cint(help_seeking)), stay, reason, now_datetime())
