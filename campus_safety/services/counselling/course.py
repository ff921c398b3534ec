"""The course of an appointment: confirmed, held, missed, cancelled, fallen away. Every step is written by the app and told to whom it concerns."""

from datetime import datetime

import frappe
from frappe import _

from campus_safety.domain.counselling.appointments import BY_CENTRE, OPEN, Status, may_become
from campus_safety.domain.counselling.hours import Span
from campus_safety.domain.plain_line import without_markup
from campus_safety.engines.messages.page_news import tell_news
from campus_safety.exceptions import AppointmentError
from campus_safety.records.changes import has_changed
from campus_safety.services.counselling import booking, shifts

APPOINTMENT = booking.APPOINTMENT
LONGEST_WORD = 500


def move(appointment, wanted: Status, now: datetime, **values) -> None:
	"""Errors: AppointmentError where that step does not follow; what is that already stays as it is."""
	if appointment.status == wanted.value:
		return
	if not may_become(appointment.status, wanted.value):
		frappe.throw(
			_("This appointment is {0} and cannot become {1}.").format(
				_(appointment.status, context=APPOINTMENT), _(wanted.value, context=APPOINTMENT)
			),
			AppointmentError,
		)
	if wanted.value not in OPEN:
		values |= {"closed_at": now.replace(microsecond=0), "unassigned": 0}
	write(appointment, status=wanted.value, **values)


def write(appointment, **values) -> None:
	appointment.update(values)
	with appointment.as_app():
		appointment.save(
			ignore_permissions=True
		)  # found by whoever calls: by number and student, by code, or permitted


# the counsellor's


def confirm(appointment, now: datetime) -> None:
	move(appointment, Status.CONFIRMED, now, confirmed_at=now.replace(microsecond=0))
	tell_student(appointment, f"confirmed|{appointment.starts_at}")


def take(appointment, starts_at: datetime | None, now: datetime) -> None:
	"""One that nobody has: now, or at the time agreed. Errors: AppointmentError where somebody was faster, or one has another then."""
	booking.queue_up()
	fresh = frappe.db.get_value(APPOINTMENT, appointment.name, ["unassigned", "status"], for_update=True)
	if not fresh[0] or fresh[1] not in OPEN:
		frappe.throw(_("Somebody has taken this request already."), AppointmentError)
	begins = max(starts_at or now, now).replace(second=0, microsecond=0)
	values = place(frappe.session.user, begins)
	write(
		appointment,
		status=Status.CONFIRMED.value,
		confirmed_at=now.replace(microsecond=0),
		unassigned=0,
		**values,
	)
	tell_student(appointment, f"confirmed|{begins}")


def place(counsellor: str, begins: datetime, but: str = "") -> dict:
	"""Values of an appointment outside the slots that students see. Errors: AppointmentError where the counsellor has another."""
	booking.queue_up()
	span = Span(begins, begins + booking.get_whole_slot())
	if booking.lock_times(counsellor, span, but):
		frappe.throw(_("There is another appointment at that time."), AppointmentError)
	return {
		"counsellor": counsellor,
		"starts_at": span.start,
		"ends_at": span.end,
		"shift": next(
			(
				row.name
				for row in shifts.get_rows(begins.date(), begins.date())
				if row.counsellor == counsellor
				and row.status in booking.OFFERED
				and shifts.span_of(row).holds(span)
			),
			None,
		),
	}


def done(appointment, now: datetime) -> None:
	_validate_begun(appointment, now)
	move(appointment, Status.DONE, now)


def missed(appointment, now: datetime) -> None:
	"""Information about a person and no offence: the counsellor asks gently how they are, and nobody else is told."""
	_validate_begun(appointment, now)
	move(appointment, Status.NO_SHOW, now, contact_open=1)


def _validate_begun(appointment, now: datetime) -> None:
	if not appointment.starts_at or appointment.starts_at > now:
		frappe.throw(_("It has not begun yet."), AppointmentError)


def contacted(appointment, note: str, word: str, now: datetime) -> None:
	"""note: how it went, for the centre. word: what the student reads on the page, the only way to who came without a name."""
	if not appointment.contact_open:
		frappe.throw(_("There is no contact open here."), AppointmentError)
	values = {"message": _word(word)} if (word or "").strip() else {}
	write(
		appointment,
		contact_open=0,
		contacted_at=now.replace(microsecond=0),
		contact_note=_word(note),
		**values,
	)
	if values:
		tell_student(appointment, f"word|{now}")


def send_word(appointment, text: str, now: datetime) -> None:
	"""Where to come, what has changed. The student reads it on the page; a message says only that there is news."""
	write(appointment, message=_word(text))
	tell_student(appointment, f"word|{now}")


def cancel_by_centre(appointment, word: str, now: datetime) -> None:
	"""Told, and offered anew."""
	values = {"message": _word(word)} if (word or "").strip() else {}
	move(appointment, Status.CANCELLED, now, cancelled_by=BY_CENTRE, offer_anew=1, **values)
	tell_student(appointment, "cancelled")


def _word(text: str) -> str:
	text = without_markup(text or "").strip()[:LONGEST_WORD]
	if len(text) < 2:
		frappe.throw(_("Write a word or two."), frappe.MandatoryError)
	return text


# shifts that change


def follow_shift(shift, now: datetime) -> None:
	"""What no longer lies in the shift falls away: told, and offered anew. What has begun stays."""
	span = shifts.span_of(shift)
	booking.queue_up()  # the shift's own row is locked by its save
	for name in booking.lock_open(shift=shift.name):
		appointment = frappe.get_doc(APPOINTMENT, name, for_update=True)  # as others have committed it
		own = Span(appointment.starts_at, appointment.ends_at)
		stays = (
			shift.status != shifts.CANCELLED
			and span.holds(own)
			and shift.counsellor == appointment.counsellor
		)
		if appointment.starts_at > now and not stays:
			cancel_by_centre(appointment, "", now)
		elif appointment.starts_at > now and has_changed(shift, "room"):
			tell_student(appointment, f"room|{shift.room}")


# telling the student


def tell_student(appointment, key: str) -> None:
	"""That there is news, and nothing of what kind: a lock screen has other readers."""
	tell_news(appointment.student, f"{appointment.name}|{key}")
