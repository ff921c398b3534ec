"""Endpoints for protected records: open with a reason, break the glass."""

import frappe
from frappe.utils import now_datetime

from campus_safety.access.requests import validate_asked_for
from campus_safety.engines.opening import emergency_access, emergency_reading
from campus_safety.engines.opening import reveal as revealing


@frappe.whitelist(methods=["POST"])
def reveal(doctype: str, name: str, reason: str) -> dict:
	"""Plain text of a protected record's secret fields; see engines.opening.reveal."""
	validate_asked_for("campus_safety.api.records.reveal")
	try:
		return revealing.reveal(doctype, name, reason)
	except frappe.PermissionError:
		revealing.record_refusal(doctype, name)
		frappe.db.commit()  # the framework rolls a refused request back, and the line with it
		raise


@frappe.whitelist(methods=["POST"])
def break_glass(
	student: str, reason: str, doctype: str = "Campus Risk Ledger", ground: str = emergency_access.THREAT
) -> dict | None:
	"""Read access for a few hours in an emergency; see engines.opening.emergency_access."""
	return emergency_access.break_glass(student, reason, now_datetime(), doctype, ground)


@frappe.whitelist(methods=["POST"])
def read_granted(doctype: str, name: str) -> dict:
	"""The text of a record opened by a running emergency access; see engines.opening.emergency_reading."""
	validate_asked_for("campus_safety.api.records.read_granted")
	return emergency_reading.read_granted(doctype, name)
