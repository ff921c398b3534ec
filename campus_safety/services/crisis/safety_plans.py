"""The student's own side of a safety plan 安全计划: behind a PIN, whatever phone it is on. Whose it is comes from the session.

Whether there is a plan at all is said to nobody who does not know the PIN or the account's password: whoever holds the phone
learns nothing. Where the account was changed past the student, its password opens nothing either (plan_accounts.py).
"""

from collections.abc import Mapping
from datetime import datetime, timedelta
from functools import cache

import frappe
from frappe import _
from frappe.utils import get_datetime
from frappe.utils.password import check_password, passlibctx, update_password

from campus_safety.access.secrets import decrypt
from campus_safety.domain.crisis.safety_plan import LONGEST, MOST_TRIES, PARTS, is_pin
from campus_safety.domain.plain_line import without_markup
from campus_safety.engines.opening import access_log
from campus_safety.exceptions import PinError

PLAN, FIELD = "Campus Safety Plan", "pin"
PIN_OPEN = timedelta(hours=2)
LOCKED = timedelta(minutes=15)
AUTHENTICATION = frappe.AuthenticationError


def get_own(student: str, pin: str) -> dict:
	"""The plan. Errors: PinError."""
	plan = _open(student, pin)
	access_log.record("Opened", PLAN, plan.name, student=student)
	return _shown(plan)


def save_own(student: str, pin: str, values: Mapping, seen: str, now: datetime) -> dict:
	"""The plan as the student wants it. seen: as which it was read; somebody else's words are not written over.

	Errors: PinError; TimestampMismatchError.
	"""
	plan = _open(student, pin, lock=True)
	if str(plan.modified) != str(seen):
		frappe.throw(
			_(
				"The centre has changed the plan in the meantime. Copy what you wrote, and open the plan again."
			),
			frappe.TimestampMismatchError,
		)
	for part in PARTS:
		plan.set(part, without_markup(str(values.get(part) or "")).strip()[:LONGEST])
	plan.student_changed_at = now.replace(microsecond=0)
	with plan.as_app():
		plan.save(ignore_permissions=True)  # a student has rights on no DocType, only these functions
	return _shown(plan)


def set_pin(student: str, pin: str, password: str, now: datetime) -> None:
	"""A first PIN, or another one. With the account's password, unless somebody else has changed the account; or, for a
	while, without, when the centre has just opened it.

	Errors: PinError.
	"""
	if not is_pin(pin):  # before anything else: said to everybody alike
		frappe.throw(
			_("Choose six digits that nobody guesses: not six times the same, not 123456."), PinError
		)
	_count_try(student)
	plan = _row_of(student)
	is_opened = plan and plan.pin_open_until and get_datetime(plan.pin_open_until) > now
	if not is_opened and (not _is_password(password) or not plan or plan.centre_opens):
		_refuse()
	_forget_tries(student)
	_write_pin(frappe.get_doc(PLAN, plan.name), pin)
	access_log.record("Write", PLAN, plan.name, student=student, reason="PIN")


def open_pin(plan, now: datetime) -> None:
	"""The student sits beside and sets a PIN on their phone; an older one is gone."""
	plan.has_pin, plan.pin_open_until = 0, (now + PIN_OPEN).replace(microsecond=0)
	_forget_tries(plan.student)
	with plan.as_app():
		plan.save()


def _write_pin(plan, pin: str) -> None:
	update_password(plan.name, pin, PLAN, FIELD)
	plan.has_pin, plan.pin_open_until = 1, None
	with plan.as_app():
		plan.save(ignore_permissions=True)  # a student has rights on no DocType, only these functions


def _open(student: str, pin: str, lock: bool = False):
	"""A wrong PIN takes as long without a plan as with one: one row is read and one hash compared."""
	_count_try(student)
	plan, dummy = _row_of(student), _dummy_hash()
	if not plan or not plan.has_pin:
		passlibctx.verify(str(pin or ""), dummy)
		_refuse()
	if not _fits(plan.name, pin, PLAN, FIELD):
		_refuse()
	_forget_tries(student)
	return frappe.get_doc(PLAN, plan.name, for_update=lock)


def _row_of(student: str):
	"""No more of it than a refusal needs; the link follows a student who is renamed."""
	return frappe.db.get_value(
		PLAN, {"student": student}, ["name", "has_pin", "pin_open_until", "centre_opens"], as_dict=True
	)


@cache
def _dummy_hash() -> str:
	return passlibctx.hash(frappe.generate_hash())


def _is_password(password: str) -> bool:
	return bool(password) and _fits(frappe.session.user, password, "User", "password")


def _fits(name: str, text: str, doctype: str, fieldname: str) -> bool:
	try:
		check_password(name, str(text or ""), doctype, fieldname, delete_tracker_cache=False)
	except AUTHENTICATION:
		return False
	return True


def _refuse() -> None:
	"""The same words whether there is a plan or not."""
	frappe.throw(_("This does not fit. Without a plan or a PIN there is nothing to open."), PinError)


# tries are counted beside the database: a refusal rolls back


def _count_try(student: str) -> None:
	"""Errors: PinError where too many were wrong in a short time."""
	key = _key(student)
	tries = frappe.cache.incrby(key, 1)
	if tries == 1:
		frappe.cache.expire(key, int(LOCKED.total_seconds()))
	if tries > MOST_TRIES:
		frappe.throw(
			_("Too many tries. Wait a quarter of an hour. The hotline above is there now, without a PIN."),
			PinError,
		)


def _forget_tries(student: str) -> None:
	frappe.cache.delete(_key(student))


def _key(student: str) -> bytes:
	return frappe.cache.make_key(f"campus_plan_pin|{student}")


def _shown(plan) -> dict:
	return {
		"parts": {part: decrypt(plan.get(part)) or "" for part in PARTS},
		"written_on": plan.written_on,
		"look_again_on": plan.look_again_on,
		"seen": str(plan.modified),
	}
