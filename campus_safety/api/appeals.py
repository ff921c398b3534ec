"""Endpoints of a complaint for whoever takes or handles it: a question, joining, the second reader, supervision, publishing."""

import frappe
from frappe import _
from frappe.model.document import Document
from frappe.utils import now_datetime

from campus_safety.access.checks import get_permitted
from campus_safety.access.scopes.appeals import takes
from campus_safety.exceptions import AppealStepError
from campus_safety.services.governance.appeals import answers, joining, steps

TICKET = steps.TICKET


@frappe.whitelist(methods=["GET"])
def get_rights(ticket: str) -> dict:
	"""{"takes", "handles", "supervises", "needs_second"}: which buttons the form shows."""
	frappe.has_permission(TICKET, "read", throw=True)
	record, user = (
		get_permitted(TICKET, ticket, "read", _("You may not open this record.")),
		frappe.session.user,
	)
	return {
		"takes": takes(user, record),
		"handles": steps.handles(user, record),
		"supervises": steps.supervises(user, record),
		"needs_second": steps.needs_second_reader(record.outcome, record.category),
	}


@frappe.whitelist(methods=["POST"])
def ask(ticket: str, question: str) -> None:
	"""One question to whoever asked; the clock of the solving stops until it is answered."""
	frappe.has_permission(TICKET, "write", throw=True)
	record = _ticket(ticket)
	if not steps.handles(frappe.session.user, record):
		frappe.throw(_("It is answered by whoever handles it."), AppealStepError)
	answers.ask(record, question, now_datetime())


@frappe.whitelist(methods=["POST"])
def join(ticket: str, into: str) -> None:
	"""Both ask for the same: `ticket` is closed, whoever asked for it follows `into`."""
	frappe.has_permission(TICKET, "write", throw=True)
	joining.join(_ticket(ticket), _ticket(into), frappe.session.user, now_datetime())


@frappe.whitelist(methods=["POST"])
def read_second(ticket: str) -> None:
	"""Another person has read reply and outcome, and agrees."""
	frappe.has_permission(TICKET, "write", throw=True)
	steps.read_second(_ticket(ticket), frappe.session.user, now_datetime())


@frappe.whitelist(methods=["POST"])
def supervise(ticket: str, note: str) -> None:
	frappe.has_permission(TICKET, "write", throw=True)
	steps.supervise(_ticket(ticket), note, frappe.session.user)


@frappe.whitelist(methods=["POST"])
def publish(ticket: str) -> None:
	"""What changed because somebody asked, for all."""
	frappe.has_permission(TICKET, "write", throw=True)
	steps.publish(_ticket(ticket), frappe.session.user, now_datetime())


def _ticket(name: str) -> Document:
	return get_permitted(TICKET, name, "write", _("You may not open this record."))
