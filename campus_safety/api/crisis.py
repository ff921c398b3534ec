"""Endpoints of a crisis case beyond the framework's own: what is done with one tap, at night."""

import frappe
from frappe import _
from frappe.utils import now_datetime

from campus_safety.access.checks import get_permitted
from campus_safety.services.crisis import levels, postvention, safety_plans, taps

CASE = "Campus Crisis Case"


@frappe.whitelist(methods=["GET", "POST"])
def get_state(case: str) -> dict:
	"""What the panel of the form shows: due actions, whom to call next, gaps in the watch; see services.crisis.taps."""
	frappe.has_permission(CASE, "read", throw=True)
	return taps.get_state(case, now_datetime())


@frappe.whitelist(methods=["POST"])
def do_action(case: str, action: str, evidence: str) -> dict:
	"""An action is done, with a word on how; see services.crisis.taps."""
	frappe.has_permission(CASE, "write", throw=True)
	return taps.do_action(case, action, evidence, now_datetime())


@frappe.whitelist(methods=["POST"])
def note_call(case: str, rung: str, result: str, person: str = "", number: str = "", note: str = "") -> dict:
	"""A try to reach the family; see services.crisis.taps."""
	frappe.has_permission(CASE, "write", throw=True)
	return taps.note_call(
		case,
		{"rung": rung, "result": result, "person": person, "number": number, "note": note},
		now_datetime(),
	)


@frappe.whitelist(methods=["POST"])
def lower_level(case: str, level: str) -> dict:
	"""Sign for a lower level; the second key puts it in force. See services.crisis.levels."""
	frappe.has_permission(CASE, "write", throw=True)
	return levels.lower(case, level, now_datetime())


@frappe.whitelist(methods=["POST"])
def open_plan_pin(plan: str) -> None:
	"""The student sits beside and sets a PIN; see services.crisis.safety_plans."""
	frappe.has_permission(safety_plans.PLAN, "write", throw=True)
	refusal = _("You may not open this record.")
	safety_plans.open_pin(get_permitted(safety_plans.PLAN, plan, "write", refusal), now_datetime())


@frappe.whitelist(methods=["POST"])
def get_near(student: str) -> list:
	"""Room and class of a student, as rows of a circle; see services.crisis.postvention."""
	frappe.has_permission(postvention.POSTVENTION, "create", throw=True)
	refusal = _("You may not open this record.")
	get_permitted(postvention.STUDENT, student, "read", refusal)
	return postvention.get_near(student)
