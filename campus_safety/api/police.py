"""Endpoint of a notice to the police 推送公安: its numbered, watermarked print."""

import frappe

from campus_safety.access.requests import validate_asked_for
from campus_safety.services.incidents.police import exporting


@frappe.whitelist(methods=["POST"])
def print_push(push: str, reason: str) -> str:
	"""An HTML page for the printer, for the Security Office; see services.incidents.police.exporting."""
	validate_asked_for("campus_safety.api.police.print_push")
	return exporting.print_push(push, reason)
