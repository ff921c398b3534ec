"""Shifts of the centre: who is there today, opened and closed by the server's clock, cancelled when somebody is ill."""

from collections import defaultdict
from datetime import date, datetime, time, timedelta

import frappe
from frappe import _
from frappe.utils import getdate, to_timedelta

from campus_safety.access.scopes import has_any_role
from campus_safety.domain.counselling.hours import Shift, Span
from campus_safety.domain.people import qualifications as q
from campus_safety.domain.plain_line import without_markup
from campus_safety.domain.roles import PSYCH_HEAD
from campus_safety.exceptions import AppointmentError

SHIFT = "Campus Counselling Shift"
PLANNED, OPEN, CLOSED, CANCELLED = "Planned", "Open", "Closed", "Cancelled"
FIELDS = ["name", "date", "room", "counsellor", "from_time", "to_time", "status", "actual_from", "actual_to"]
EARLY = timedelta(hours=2)  # before its planned beginning nobody opens a shift


def span_of(row) -> Span:
	day = datetime.combine(getdate(row.date), time())
	return Span(day + to_timedelta(str(row.from_time)), day + to_timedelta(str(row.to_time)))


def get_rows(first: date, last: date) -> list:
	"""Of these days, cancelled ones included, in the order in which they begin."""
	return frappe.get_all(
		SHIFT, filters={"date": ("between", (first, last))}, fields=FIELDS, order_by="date asc, from_time asc"
	)


def get_by_day(first: date, last: date) -> dict[date, list[Shift]]:
	"""As the hours of each day are counted from them (domain §0: only the shift of a qualified Psych Teacher counts)."""
	rows, found = get_rows(first, last), defaultdict(list)
	valid = _get_validity({row.counsellor for row in rows})
	for row in rows:
		counts = any(q.is_valid(until, row.date) for until in valid[row.counsellor])
		held = Shift(span_of(row), row.actual_from, row.actual_to, row.status == CANCELLED, counts)
		found[row.date].append(held)
	return found


def _get_validity(users) -> dict[str, list[date | None]]:
	"""{user: until when each of their qualifications as Psych Teacher is valid}."""
	found = defaultdict(list)
	for row in frappe.get_all(
		"Campus Staff Qualification",
		filters={"kind": q.PSYCH_TEACHER, "user": ("in", list(users) or [""])},
		fields=["user", "valid_until"],
	):
		found[row.user].append(row.valid_until)
	return found


# what the people of the centre do


def may_lead(shift) -> bool:
	"""Whose shift it is, and the centre's head."""
	user = frappe.session.user
	return user in (shift.counsellor, "Administrator") or has_any_role(user, (PSYCH_HEAD,))


def begin(shift, now: datetime) -> None:
	"""I am here. Twice is once."""
	_validate_leads(shift)
	if shift.status == OPEN:
		return
	planned = span_of(shift)
	if shift.status != PLANNED or not planned.start - EARLY <= now < planned.end:
		frappe.throw(_("This shift cannot be opened now."), AppointmentError)
	_write(shift, status=OPEN, actual_from=now.replace(microsecond=0))


def finish(shift, now: datetime) -> None:
	"""I close. Twice is once."""
	_validate_leads(shift)
	if shift.status == CLOSED:
		return
	if shift.status != OPEN:
		frappe.throw(_("Only an open shift is closed."), AppointmentError)
	_write(shift, status=CLOSED, actual_to=now.replace(microsecond=0))


def cancel(shift, reason: str, now: datetime) -> None:
	"""Somebody is ill: what is booked is told and offered anew (by the shift's own save)."""
	_validate_leads(shift)
	if shift.status not in (PLANNED, OPEN):
		frappe.throw(_("This shift is over already."), AppointmentError)
	ended = now.replace(microsecond=0) if shift.status == OPEN else shift.actual_to
	_write(shift, status=CANCELLED, actual_to=ended, reason=_needed(reason))


def correct(shift, actual_from: datetime, actual_to: datetime, reason: str, now: datetime) -> None:
	"""The times as they were, where somebody forgot to open or close: by the centre's head, with the reason, and marked."""
	if not (frappe.session.user == "Administrator" or has_any_role(frappe.session.user, (PSYCH_HEAD,))):
		frappe.throw(_("The centre's head corrects the hours."), frappe.PermissionError)
	if not (actual_from < actual_to <= now and actual_from.date() == actual_to.date() == getdate(shift.date)):
		frappe.throw(
			_("Enter when it was open on that day, from and until; not what is still to come."),
			AppointmentError,
		)
	_write(
		shift,
		status=CLOSED,
		actual_from=actual_from,
		actual_to=actual_to,
		reason=_needed(reason),
		entered_by_hand=1,
	)


def _needed(reason: str) -> str:
	reason = without_markup(reason or "").strip()[:140]
	if len(reason) < 2:
		frappe.throw(_("Write why, in a word."), frappe.MandatoryError)
	return reason


def _validate_leads(shift) -> None:
	if not may_lead(shift):
		frappe.throw(_("This is another's shift."), frappe.PermissionError)


def _write(shift, **values) -> None:
	shift.update(values)
	with shift.as_app():
		shift.save()
