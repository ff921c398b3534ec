"""Endpoints of the page Seal of Evidence 存证校验: for whom the page itself is open (a school may change its roles)."""

import frappe
from frappe.utils import now_datetime

from campus_safety.engines.seal import checks

PAGE = "campus-seal"


@frappe.whitelist(methods=["GET", "POST"])
def get_standing() -> dict:
	"""How far everything is sealed, what waits, the last checkpoint; see engines.seal.checks.get_standing."""
	validate_page()
	return checks.get_standing()


@frappe.whitelist(methods=["POST"])
def check(checkpoint: str = "") -> str:
	"""Look at everything, against a checkpoint from paper or mail if one is given. Name of the check."""
	validate_page()
	return checks.start(checkpoint[:2000], now_datetime())


@frappe.whitelist(methods=["GET", "POST"])
def get_outcome(name: str) -> dict:
	"""What a check has found, or that it still runs."""
	validate_page()
	return checks.get_outcome(name)


def validate_page() -> None:
	"""Errors: PermissionError. Administrator is let in as everywhere in the Desk."""
	if not frappe.get_doc("Page", PAGE).is_permitted():
		raise frappe.PermissionError
