"""Endpoints of alerts: what calls me about a record, taking it over, answering, handing it back; who is on duty now."""

import frappe
from frappe.utils import now_datetime

from campus_safety.engines.alerts import board, loop
from campus_safety.engines.opening.reveal import validate_reason
from campus_safety.records import roster


@frappe.whitelist(methods=["GET"])
def get_for(doctype: str, name: str) -> list[dict]:
	"""Open alerts about this record that call the session user, or were raised or taken by them."""
	return board.get_for(doctype, name, frappe.session.user)


@frappe.whitelist(methods=["POST"])
def take(alert: str) -> None:
	_check(alert)
	loop.take(alert, frappe.session.user, now_datetime())


@frappe.whitelist(methods=["POST"])
def answer(alert: str, text: str) -> None:
	_check(alert)
	validate_reason(text)
	loop.answer(alert, frappe.session.user, text, now_datetime())


@frappe.whitelist(methods=["POST"])
def hand_back(alert: str, reason: str) -> None:
	_check(alert)
	validate_reason(reason)
	loop.hand_back(alert, frappe.session.user, reason, now_datetime())


@frappe.whitelist(methods=["GET"])
def get_on_duty() -> list[dict]:
	"""Who is on duty at this moment: level, place, name, telephone."""
	frappe.has_permission(roster.ROSTER, "read", throw=True)
	return roster.get_board(now_datetime())


def _check(alert: str) -> None:
	"""Errors: PermissionError unless the session user was told of it."""
	if not board.is_told(alert, frappe.session.user):
		raise frappe.PermissionError
