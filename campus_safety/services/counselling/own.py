"""What students do themselves: book, choose another time, cancel, look. By their account, or by a code without a name.

Whoever calls passes the student of the session, or the code from the request. Neither has rights on any DocType: every
function finds the appointment by its number together with whose it is, so somebody else's is answered like none.
"""

from datetime import datetime
from typing import NamedTuple

import frappe
from frappe import _
from frappe.utils import format_datetime, get_datetime, get_fullname

from campus_safety.access.secrets import decrypt
from campus_safety.domain.counselling.appointments import (
	BY_STUDENT,
	MODES,
	OPEN,
	URGENCIES,
	URGENT,
	Status,
	as_initials,
	key_of,
	new_code,
)
from campus_safety.domain.plain_line import without_markup
from campus_safety.engines.messages.telling import tell
from campus_safety.exceptions import AppointmentError, CodeError, SlotTakenError
from campus_safety.services.counselling import booking, course, hotline
from campus_safety.services.counselling.settings import get_most_anonymous, get_most_open

APPOINTMENT = booking.APPOINTMENT
SHOWN, OFFERED_ANEW = 10, 3
LONGEST_TEXT = 500
FIELDS = [
	"name",
	"status",
	"mode",
	"urgency",
	"starts_at",
	"ends_at",
	"shift",
	"counsellor",
	"shown_as",
	"message",
	"offer_anew",
	"unassigned",
	"requested_at",
	"same_day",
]


class Wish(NamedTuple):
	"""What a person asks for. shift and starts_at empty: urgent, and no time that is offered will do."""

	shift: str
	starts_at: datetime | None
	mode: str
	urgency: str
	topic: str = ""
	contact: str = ""
	shown_as: str = ""


# with a name


def book(student: str, wish: Wish, key: str, now: datetime) -> str:
	"""Number of the appointment; the same key again gives the same one. Errors: SlotTakenError, AppointmentError."""
	full_key = _key(student, key)
	booking.queue_up(wish.shift)
	if found := frappe.db.get_value(APPOINTMENT, {"request_key": full_key}, for_update=True):
		return found
	if _has_enough(student, wish):
		frappe.throw(
			_("You have an appointment already. Cancel it, or choose another time for it."), AppointmentError
		)
	return _insert(wish, now, student=student, request_key=full_key)


def _has_enough(student: str, wish: Wish) -> bool:
	"""Who has booked a time and needs somebody today asks for that besides: once, until somebody has it."""
	if wish.urgency == URGENT and not wish.shift:
		return bool(booking.lock_open(student=student, unassigned=1))
	return len(booking.lock_open(student=student)) >= get_most_open()


def get_own(student: str, now: datetime) -> list[dict]:
	return _shown({"student": student}, now)


def find_own(student: str, name: str):
	"""Errors: DoesNotExistError, whether it is nobody's or somebody else's."""
	return _find({"student": student}, name)


# without a name


def book_without_name(wish: Wish, key: str, now: datetime) -> str:
	"""The code that leads back to it: told this once, and kept by nobody. The same key again gets a new code for the same one.

	Errors: SlotTakenError; AppointmentError where too many are waiting already.
	"""
	code, full_key = new_code(), _key("", key)
	booking.queue_up(wish.shift)
	found = frappe.db.get_value(APPOINTMENT, {"request_key": full_key}, for_update=True)
	if found:
		course.write(frappe.get_doc(APPOINTMENT, found), code_key=key_of(code))
		return code
	if len(booking.lock_open(is_anonymous=1)) >= get_most_anonymous():
		frappe.throw(
			_("Too many are waiting without a name just now. Call the number above: you need not say yours."),
			AppointmentError,
		)
	_insert(wish, now, is_anonymous=1, code_key=key_of(code), request_key=full_key)
	return code


def get_by_code(code: str, now: datetime) -> list[dict]:
	"""Errors: CodeError."""
	return _shown({"code_key": _known(code)}, now)


def find_by_code(code: str, name: str):
	return _find({"code_key": _known(code)}, name)


def _known(code: str) -> str:
	key = key_of(code)
	if not key or not frappe.db.exists(APPOINTMENT, {"code_key": key}):
		frappe.throw(_("This code leads to no appointment. Compare it once more, sign by sign."), CodeError)
	return key


# both


def cancel(appointment, now: datetime) -> None:
	"""Without a reason: cancelling is no offence. Twice is once."""
	if appointment.status == Status.CANCELLED.value:
		return
	course.move(appointment, Status.CANCELLED, now, cancelled_by=BY_STUDENT)
	_tell(
		appointment,
		lambda: _("Appointment {0} was cancelled by who had booked it").format(appointment.name),
		"cancelled",
	)


def choose_another(appointment, shift: str, starts_at: datetime, now: datetime) -> None:
	"""Another time for one that is still to come, or for one that fell away. Errors: SlotTakenError, AppointmentError.

	The shift is locked before the appointment, as whoever cancels a shift does: the two never wait for each other.
	"""
	values = booking.claim(shift, starts_at, now)
	appointment = frappe.get_doc(APPOINTMENT, appointment.name, for_update=True)
	fell_away = appointment.status == Status.CANCELLED.value and appointment.offer_anew
	if not fell_away and (
		appointment.status not in OPEN or (appointment.starts_at and appointment.starts_at <= now)
	):
		frappe.throw(_("This appointment is over. Book a new one."), AppointmentError)
	before = appointment.counsellor
	course.write(
		appointment,
		status=_first_status(values),
		offer_anew=0,
		cancelled_by=None,
		closed_at=None,
		confirmed_at=None,
		**values,
	)
	if before and before != appointment.counsellor:
		tell(
			[before],
			lambda: _("Appointment {0} has moved to another counsellor").format(appointment.name),
			f"appointment|{appointment.name}|moved|{values['starts_at']}",
		)
	_tell_asked(appointment)


def _insert(wish: Wish, now: datetime, **whose) -> str:
	if wish.mode not in MODES or wish.urgency not in URGENCIES:
		frappe.throw(_("Choose how you want to talk."), AppointmentError)
	appointment = frappe.get_doc(
		{
			"doctype": APPOINTMENT,
			"mode": wish.mode,
			"urgency": wish.urgency,
			"topic": _text(wish.topic),
			"contact": _text(wish.contact),
			"shown_as": as_initials(wish.shown_as),
			"requested_at": now.replace(microsecond=0),
			**_time(wish, now),
			**whose,
		}
	)
	with appointment.as_app():
		appointment.insert(ignore_permissions=True)  # who books has no rights, only these functions
	_tell_asked(appointment)
	return appointment.name


def _time(wish: Wish, now: datetime) -> dict:
	if wish.shift and wish.starts_at:
		values = booking.claim(wish.shift, wish.starts_at, now)
		return {**values, "status": _first_status(values)}
	if wish.urgency != URGENT:
		frappe.throw(_("Choose a time."), SlotTakenError)
	return {"status": Status.REQUESTED.value, "unassigned": 1}


def _first_status(values: dict) -> str:
	"""A short one of today needs no answer first: there would be no time for it."""
	return Status.CONFIRMED.value if values["same_day"] else Status.REQUESTED.value


def _find(whose: dict, name: str):
	if not frappe.db.exists(APPOINTMENT, {"name": name, **whose}):
		frappe.throw(_("{0} is not one of your requests.").format(name), frappe.DoesNotExistError)
	return frappe.get_doc(APPOINTMENT, name)


def _key(whose: str, key: str) -> str:
	key = str(key or "").strip()
	if not 8 <= len(key) <= 64:
		frappe.throw(_("Open the page again and send it once more."), AppointmentError)
	return f"{whose}|{key}"


def _text(text: str) -> str:
	return without_markup(str(text or "")).strip()[:LONGEST_TEXT]


def _tell_asked(appointment) -> None:
	"""The counsellor whose time it is; one that nobody has calls by the alert of its own."""
	if appointment.status == Status.REQUESTED.value:
		_tell(appointment, lambda: _("Appointment {0}: confirm it").format(appointment.name), "asked")
	else:
		_tell(
			appointment, lambda: _("Appointment {0} was booked for today").format(appointment.name), "today"
		)


def _tell(appointment, words, key: str) -> None:
	tell(
		[appointment.counsellor],
		words,
		f"appointment|{appointment.name}|{key}|{appointment.starts_at}",
		appointment,
	)


# what is shown


def _shown(whose: dict, now: datetime) -> list[dict]:
	"""The newest first; with one that fell away the next times that are free."""
	rows = frappe.get_all(
		APPOINTMENT, filters=whose, fields=FIELDS, order_by="requested_at desc", limit=SHOWN
	)
	anew = booking.get_free(now)[:OFFERED_ANEW] if any(row.offer_anew for row in rows) else []
	waiting = any(_waits(row) for row in rows)
	opening = hotline.get_opening(now) if waiting else None
	return [_one(row, now, anew if row.offer_anew else [], opening) for row in rows]


def _waits(row) -> bool:
	return row.status in OPEN and bool(row.unassigned)


def _one(row, now: datetime, anew: list[dict], opening: dict | None) -> dict:
	is_open = row.status in OPEN
	to_come = is_open and (not row.starts_at or get_datetime(row.starts_at) > now)
	return {
		"name": row.name,
		"status": row.status,
		"status_text": _(row.status, context=APPOINTMENT),
		"mode_text": _(row.mode, context=APPOINTMENT),
		"when": row.starts_at and _when(row),
		"with": row.counsellor and get_fullname(row.counsellor),
		"room": row.shift and frappe.db.get_value("Campus Counselling Shift", row.shift, "room"),
		"initials": row.shown_as,
		"message": decrypt(row.message),
		"waits": _waits(row),
		"opening": opening if _waits(row) else None,
		"anew": anew,
		"can": {"cancel": is_open, "move": bool(to_come and row.shift)},
	}


def _when(row) -> str:
	return f"{format_datetime(row.starts_at, 'MM-dd HH:mm')}–{format_datetime(row.ends_at, 'HH:mm')}"
