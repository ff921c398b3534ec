"""The steps of a hazard 隐患闭环: who may take which, what it needs, what the record writes down of it.

Whoever mends never accepts, by whatever road: the record keeps everybody who had it to mend or wrote into the mending.
"""

from datetime import datetime

import frappe
from frappe import _
from frappe.utils import get_datetime, getdate

from campus_safety.access.scopes import has_any_role
from campus_safety.access.scopes.hazards import SUPERVISORS, answers_for
from campus_safety.domain import roles as r
from campus_safety.domain.hazards.history import (
	MAJOR,
	TO_MEND,
	Event,
	Kind,
	is_late,
	latest_deadline,
	rectified_at,
	rectifiers,
	times_returned,
)
from campus_safety.exceptions import HazardStepError
from campus_safety.services.hazards.settings import get_general_days

HAZARD = "Campus Safety Hazard"
FIXES = ("fix_measures", "fix_responsibility", "fix_funds", "fix_time_limit", "fix_plan")


# what happened


def get_events(hazard) -> list[Event]:
	return [Event(row.kind, row.user, get_datetime(row.at), row.person) for row in hazard.events]


def get_rectifiers(hazard) -> frozenset[str]:
	"""Everybody who mends or mended it; whoever is named now counts before the record is saved, too."""
	return rectifiers(get_events(hazard)) | ({hazard.responsible_person} - {None, ""})


def write_down(hazard, kind: Kind, now: datetime, **values) -> None:
	"""To the microsecond: what is reported and sent back in one second keeps its order."""
	hazard.append("events", {"at": now, "kind": kind.value, "user": frappe.session.user, **values})


def set_figures(hazard, today) -> None:
	"""What follows from the events. Late once is late: another deadline makes no lateness undone."""
	events, before = get_events(hazard), hazard.get_doc_before_save()
	hazard.rectified_at = rectified_at(events)
	hazard.returned = times_returned(events)
	deadlines = [getdate(doc.deadline) for doc in (hazard, before) if doc and doc.deadline]
	was_late = bool(before and before.late)
	hazard.late = int(was_late or is_late(min(deadlines, default=None), events, today))


# who may


def assigns(user: str, unit: str | None) -> bool:
	return user == "Administrator" or answers_for(user, unit)


def supervises(user: str) -> bool:
	return user == "Administrator" or has_any_role(user, SUPERVISORS)


def mends(user: str, hazard) -> bool:
	return user == hazard.responsible_person or assigns(user, hazard.unit)


def accepts(user: str, hazard) -> bool:
	"""Asked for the form, which then offers the fields."""
	if user in get_rectifiers(hazard):
		return False
	if hazard.grade == MAJOR:
		return has_any_role(user, (r.SAFETY_OFFICE,))
	return user == hazard.acceptor or supervises(user)


def get_closed_fields(hazard, user: str) -> list[str]:
	"""Fields that this person would be refused, so that the form shows them as text."""
	if hazard.status == "Closed":
		return [*FOUND, *GIVEN, *MENDED, *ACCEPTED, "not_recurred_reason"]
	closed = [] if supervises(user) else ["not_recurred_reason"]
	is_finder = user == hazard.recorded_by and hazard.status == "Registered"
	if not (supervises(user) or is_finder):
		closed += SEEN
	if not (assigns(user, hazard.unit) or is_finder):
		own = ("interim_measure", *FIXES) if user == hazard.responsible_person else ()
		closed += [field for field in (*FOUND, *GIVEN) if field not in own]
	if hazard.status not in TO_MEND or not mends(user, hazard):
		closed += MENDED
	if hazard.status != "To Accept" or not accepts(user, hazard):
		closed += ACCEPTED
	return closed


def validate_mends(user: str, hazard) -> None:
	if not mends(user, hazard):
		_refuse(_("Only {0} reports about the mending.").format(_name(hazard.responsible_person)))


def validate_accepts(user: str, hazard) -> None:
	"""Errors: HazardStepError for whoever had a hand in the mending, and for whoever is not asked to accept."""
	if user in get_rectifiers(hazard):
		_refuse(_("Whoever mends a hazard does not accept it. Somebody else has to look at it on the spot."))
	if hazard.grade == MAJOR:
		if not has_any_role(user, (r.SAFETY_OFFICE,)):
			_refuse(_("A major hazard is accepted by the Safety Office."))
	elif user != hazard.acceptor and not supervises(user):
		_refuse(_("{0} accepts this hazard.").format(_name(hazard.acceptor)))


# what a step needs


def validate_step(hazard, before, user: str, today) -> None:
	"""By where it leads, for a school may draw other ways into its workflow. Errors: HazardStepError, MandatoryError."""
	if hazard.status == "Closed":
		validate_accepts(user, before)
		if not rectified_at(get_events(before)):
			_refuse(_("It has not been reported as rectified yet."))
		if hazard.grade == MAJOR and not hazard.supervision_no:
			_refuse(
				_(
					"A major hazard is closed after the Safety Office and a leader have put it under supervision."
				)
			)
	elif before.status == "To Accept":
		validate_accepts(user, before)
		_need(hazard, "return_reason")
	elif before.status == "Registered" and not assigns(user, before.unit):
		_refuse(_("A hazard is assigned by who answers for the unit, or by the Security Office."))
	elif before.status != "Registered":
		validate_mends(user, before)
	if hazard.status == "To Accept":
		_need(hazard, "measure_taken", *(["photo_after"] if needs_photo(hazard) else []))


def validate_filled(hazard) -> None:
	"""Whoever has it, until when, and who accepts it never becomes empty again. Errors: MandatoryError."""
	if hazard.status in ("Registered", "Closed"):
		return
	_need(hazard, "responsible_unit", "responsible_person", "acceptor", "deadline")
	if hazard.grade == MAJOR:
		_need(hazard, "interim_measure", *FIXES)


def validate_deadline(hazard, before, user: str, today) -> None:
	"""Whoever gets it later has no more time. Errors: HazardStepError."""
	if hazard.status == "Registered" or not hazard.deadline:
		return
	deadline = getdate(hazard.deadline)
	first = getdate(hazard.first_assigned_on or today)
	last = latest_deadline(hazard.grade, first, get_general_days())
	if last and deadline > last:
		_refuse(
			_("A general hazard is mended by {0} at the latest.").format(
				frappe.format(last, {"fieldtype": "Date"})
			)
		)
	is_new = before.status == "Registered" or getdate(before.deadline) != deadline
	if before.status != "Registered" and deadline > getdate(before.deadline):
		if not supervises(user):
			_refuse(_("A deadline is moved back only by the Safety Office or the Security Office."))
		_need(hazard, "deadline_reason")
	if is_new and deadline < today:
		_refuse(_("The deadline would be over already."))


def needs_photo(hazard) -> bool:
	return bool(frappe.get_cached_value("Campus Hazard Category", hazard.category, "needs_photo"))


# who writes what


FOUND = ("area", "spot", "category", "grade", "description", "photo_before", "found_at", "interim_measure")
# what recurrence and proof hang on
SEEN = ("area", "spot", "category", "description", "photo_before", "found_at")
GIVEN = ("responsible_unit", "responsible_person", "acceptor", "deadline", "deadline_reason", *FIXES)
MENDED = ("measure_taken", "photo_after")
ACCEPTED = ("return_reason", "acceptance_note")


def validate_writer(hazard, before, changed: set[str], user: str) -> None:
	"""Each part of the record is written by whoever answers for it. Errors: HazardStepError."""
	is_assigner = assigns(user, before.unit)
	is_finder = user == before.recorded_by and before.status == "Registered"
	if not (is_assigner or is_finder) and changed & {*FOUND, *GIVEN}:
		if not (
			user == before.responsible_person and changed & {*FOUND, *GIVEN} <= {"interim_measure", *FIXES}
		):
			_refuse(_("What was found, and who mends it until when, is written by who assigns the hazard."))
	if changed & {*SEEN} and not (is_finder or supervises(user)):
		_refuse(
			_(
				"Place, kind, words, time and photo are as they were reported. Only the Safety Office or the Security Office corrects them."
			)
		)
	if changed & {*MENDED}:
		validate_mends(user, before)
		if before.status not in TO_MEND:
			_refuse(_("What was done is written while the hazard is being mended."))
	if changed & {*ACCEPTED}:
		validate_accepts(user, before)
		if before.status != "To Accept":
			_refuse(_("What was seen is written when the hazard is reported as rectified."))
	if "responsible_person" in changed and before.status == "To Accept":
		_refuse(_("It is reported as rectified: accept it or return it first."))
	if "grade" in changed and before.grade == MAJOR and not supervises(user):
		_refuse(_("Only the Safety Office or the Security Office says that a major hazard is none."))
	if "not_recurred_reason" in changed and not supervises(user):
		_refuse(_("Only the Safety Office or the Security Office says that a hazard has not come back."))


def _need(hazard, *fields: str) -> None:
	missing = [field for field in fields if not str(hazard.get(field) or "").strip()]
	if missing:
		labels = "、".join(_(hazard.meta.get_label(field), context=HAZARD) for field in missing)
		frappe.throw(_("Fill in before this step: {0}.").format(labels), frappe.MandatoryError)


def _name(user: str | None) -> str:
	return (user and frappe.db.get_value("User", user, "full_name")) or _("Nobody")


def _refuse(text: str) -> None:
	frappe.throw(text, HazardStepError)
