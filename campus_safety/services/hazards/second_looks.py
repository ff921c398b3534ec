"""The second look 复查: some of what was closed, drawn by lot each night, seen by somebody who neither mended nor accepted it."""

from datetime import datetime
from secrets import token_hex

import frappe
from frappe import _

from campus_safety.access.scopes.hazards import SUPERVISORS
from campus_safety.domain.hazards.lot import is_drawn
from campus_safety.engines.messages.telling import About, tell
from campus_safety.exceptions import HazardStepError
from campus_safety.records.posts import get_users_with_role
from campus_safety.services.hazards.settings import get_second_look_percent
from campus_safety.services.hazards.steps import get_rectifiers, supervises

HAZARD = "Campus Safety Hazard"
RESULTS = ("Still Mended", "Not Mended")


def draw(now: datetime, seed: str | None = None) -> list[str]:
	"""Numbers drawn of those closed since the last night. seed: of the lot, the server's own unless a test names one.

	Each hazard is considered once, so that nobody draws until the lot pleases.
	"""
	seed, percent, drawn = seed or token_hex(8), get_second_look_percent(), []
	for name in frappe.get_all(
		HAZARD,
		filters={"status": "Closed", "considered_on": ("is", "not set")},
		pluck="name",
		order_by="name asc",
	):
		hazard = frappe.get_doc(HAZARD, name, for_update=True)
		hazard.considered_on = now.date()
		if is_drawn(seed, name, percent):
			hazard.drawn_on = now.date()
			drawn.append(name)
		with hazard.as_app():
			hazard.save(ignore_permissions=True)  # a job has no person
	if drawn:
		_tell(drawn, now)
	return drawn


def look(hazard, result: str, note: str, user: str, now: datetime):
	"""What the second look saw; where it is not mended, a new hazard that has come back. Its number, or None.

	Errors: HazardStepError, ValidationError.
	"""
	if not hazard.drawn_on or hazard.second_look_result:
		_refuse(_("This hazard was not drawn for a second look, or has had it."))
	if not supervises(user) or user in get_rectifiers(hazard) | {hazard.accepted_by}:
		_refuse(
			_(
				"The second look is by the Safety Office or the Security Office: nobody who mended or accepted it."
			)
		)
	if result not in RESULTS or not note.strip():
		frappe.throw(_("Write what you saw, and whether it is still mended."))
	hazard.update({"second_look_by": user, "second_look_at": now.replace(microsecond=0)})
	hazard.update({"second_look_result": result, "second_look_note": note.strip()})
	with hazard.as_app():
		hazard.save(ignore_permissions=True)  # who may was checked above, on the row
	return _open_again(hazard, note.strip(), now) if result == "Not Mended" else None


def _open_again(hazard, note: str, now: datetime) -> str:
	again = frappe.get_doc(
		{
			"doctype": HAZARD,
			**{
				field: hazard.get(field) for field in ("area", "spot", "category", "grade", "interim_measure")
			},
			"responsible_unit": hazard.responsible_unit,
			"description": note,
			"found_at": now,
			"recurred_from": hazard.name,
		}
	)
	again.flags.without_photo = True  # the second look writes what it saw; the photo before is the old one's
	with again.as_app():
		again.insert(ignore_permissions=True)  # the app opens it again, whoever looked
	return again.name


def _tell(names: list[str], now: datetime) -> None:
	users = {user for role in SUPERVISORS for user in get_users_with_role(role)}
	tell(
		users,
		lambda: _("{0} closed hazards were drawn for a second look").format(len(names)),
		f"second-look|{now.date()}",
		About(HAZARD),
		now=now,
	)


def _refuse(text: str) -> None:
	frappe.throw(text, HazardStepError)
