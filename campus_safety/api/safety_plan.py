"""Endpoints of a student's safety plan. Whose it is comes from the session alone; what it says, from the PIN."""

import frappe
from frappe.utils import now_datetime

from campus_safety.access.arguments import a_dict
from campus_safety.api.student import own_student
from campus_safety.records.students import NOT_LEFT
from campus_safety.services.crisis import safety_plans


@frappe.whitelist(methods=["POST"])
def open_plan(pin: str) -> dict:
	"""By POST: a PIN stands in no address."""
	return safety_plans.get_own(own_student(NOT_LEFT), pin)


@frappe.whitelist(methods=["POST"])
def save_plan(pin: str, parts: str | dict, seen: str) -> dict:
	return safety_plans.save_own(own_student(NOT_LEFT), pin, a_dict(parts, "parts"), seen, now_datetime())


@frappe.whitelist(methods=["POST"])
def set_pin(pin: str, password: str = "") -> None:
	safety_plans.set_pin(own_student(NOT_LEFT), pin, password, now_datetime())
