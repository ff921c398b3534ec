"""A hazard that was none: closed by an office that supervises, with the reason; a major one by the Safety Office (domain §17).

Nothing is mended, so nothing is accepted; it stays in the list and in no figure.
"""

from datetime import datetime

import frappe
from frappe import _

from campus_safety.access.scopes import has_any_role
from campus_safety.domain import roles as r
from campus_safety.domain.hazards.history import MAJOR, Kind
from campus_safety.exceptions import HazardStepError
from campus_safety.services.hazards import steps

SHORTEST = 4  # characters of a reason


def close_as_mistaken(hazard, reason: str, user: str, now: datetime) -> None:
	"""Errors: HazardStepError."""
	reason = (reason or "").strip()
	if hazard.status == "Closed":
		_refuse(_("This hazard is closed already."))
	if hazard.grade == MAJOR and not (user == "Administrator" or has_any_role(user, (r.SAFETY_OFFICE,))):
		_refuse(_("That a major hazard is none is said by the Safety Office."))
	if not steps.supervises(user):
		_refuse(_("That it is no hazard is said by the Safety Office or the Security Office."))
	if user in steps.get_rectifiers(hazard):
		_refuse(_("Whoever is to mend it does not say that it is none."))
	if len(reason) < SHORTEST:
		_refuse(_("Write why it is no hazard, and who has looked at it on the spot."))
	hazard.update(
		{
			"status": "Closed",
			"workflow_state": "Closed",
			"mistaken": 1,
			"mistaken_reason": reason,
			"closed_at": now.replace(microsecond=0),
			"considered_on": now.date(),  # there is nothing to look at a second time
		}
	)
	steps.write_down(hazard, Kind.MISTAKEN, now, note=reason)
	with hazard.as_app():
		hazard.save(ignore_permissions=True)  # who may was checked above, on the row


def _refuse(text: str) -> None:
	frappe.throw(text, HazardStepError)
