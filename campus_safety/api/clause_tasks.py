"""Endpoints of the clause tasks: reported as done, given back, withdrawn."""

import frappe
from frappe import _
from frappe.model.document import Document
from frappe.utils import now_datetime

from campus_safety.access.checks import get_permitted
from campus_safety.services.governance import clause_tasks


@frappe.whitelist(methods=["POST"])
def report_done(task: str) -> None:
	clause_tasks.report_done(_permitted(task, "write"), now_datetime())


@frappe.whitelist(methods=["POST"])
def give_back(task: str, reason: str) -> None:
	clause_tasks.give_back(_permitted(task, "create"), reason, now_datetime())


@frappe.whitelist(methods=["POST"])
def withdraw(task: str, reason: str) -> None:
	clause_tasks.withdraw(_permitted(task, "create"), reason)


def _permitted(task: str, right: str) -> Document:
	"""The document, when the session user may read it and has the right: who gives tasks may take them back."""
	document = get_permitted(clause_tasks.TASK, task, "write", _("You may not open this record."))
	if right == "create" and not frappe.has_permission(clause_tasks.TASK, "create"):
		raise frappe.PermissionError
	return document
