"""What follows from a session note: its appointment is held, and with a plan or an act the centre's head hears of it the same day."""

from datetime import datetime

import frappe
from frappe import _

from campus_safety.domain.counselling.appointments import OPEN, Status
from campus_safety.domain.counselling.notes import GRAVE_RISKS
from campus_safety.domain.message_weight import Weight
from campus_safety.domain.roles import PSYCH_HEAD
from campus_safety.engines.messages.telling import tell
from campus_safety.records.posts import get_users_with_role
from campus_safety.services.counselling import course

NOTE = "Campus Session Note"


def follow(note, now: datetime) -> None:
	"""The appointment that the note is of; a number that is not the author's own leads nowhere."""
	if not note.appointment:
		return
	known = {
		"name": note.appointment,
		"counsellor": note.recorded_by,
		"student": note.student or ("is", "not set"),
	}
	if not frappe.db.exists(course.APPOINTMENT, known):
		frappe.throw(_("You may not open this record."), frappe.PermissionError)
	appointment = frappe.get_doc(course.APPOINTMENT, note.appointment)
	if appointment.status in OPEN:
		course.move(appointment, Status.DONE, now, has_note=1)
	else:
		course.write(appointment, has_note=1)


def call_head(note, risk: str) -> None:
	"""Once for each gravity: a number and what to do, nothing of what is the matter."""
	if risk in GRAVE_RISKS:
		tell(
			get_users_with_role(PSYCH_HEAD),
			lambda: _("Session note {0}: look at it today, and speak with its author").format(note.name),
			f"session|{note.name}|grave",
			note,
			Weight.URGENT,
		)
