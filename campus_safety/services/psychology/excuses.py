"""Who cannot take part 免测 (domain §6): suspended, abroad, in hospital; leaves the denominator, decided by the centre with a reason."""

from datetime import datetime

import frappe
from frappe import _

from campus_safety.exceptions import ScreeningError

EXCUSABLE = ("Untested", "Declined")


def excuse(result, reason: str, now: datetime) -> None:
	"""Errors: ScreeningError where the student has taken part already, or without a reason."""
	if result.status not in EXCUSABLE:
		frappe.throw(_("This student has taken part already."), ScreeningError)
	if not (reason or "").strip():
		frappe.throw(_("Write the reason."), ScreeningError, title=_("Reason needed"))
	result.status, result.excuse, result.settled_at = "Excused", reason.strip(), now.replace(microsecond=0)
	with result.as_app():
		result.save(ignore_permissions=True)  # the endpoint has asked for the centre's role
