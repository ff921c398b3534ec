"""The one door to Campus Safety Settings: what the school has set, and where it has set nothing the default of the field.

Rooms read through a typed reader of their own, made of these. A deliberate 0 stays 0 where the settings allow it.
"""

from datetime import time, timedelta

import frappe
from frappe.utils import cint, to_timedelta

from campus_safety.domain.settings import AT_LEAST_ONE

SETTINGS = "Campus Safety Settings"
ONE_DAY = 24 * 60


def get_number(fieldname: str) -> int:
	value = _get_value(fieldname)
	if fieldname in AT_LEAST_ONE and cint(value) < 1:
		value = _get_default(fieldname)
	return cint(value)


def is_on(fieldname: str) -> bool:
	return bool(cint(_get_value(fieldname)))


def get_choice(fieldname: str) -> str:
	return str(_get_value(fieldname))


def get_text(fieldname: str) -> str:
	return str(_get_value(fieldname) or "").strip()


def get_hour(fieldname: str) -> time:
	"""A Time field, which the database gives as a text or a timedelta; to the minute."""
	value = _get_value(fieldname)
	if isinstance(value, time):
		return value
	length = value if isinstance(value, timedelta) else to_timedelta(str(value))
	minutes = int(length.total_seconds()) // 60 % ONE_DAY
	return time(minutes // 60, minutes % 60)


def get_rows(fieldname: str) -> list:
	return frappe.get_cached_doc(SETTINGS).get(fieldname) or []


def get_photo_limit() -> int:
	"""The most megabytes of a photo."""
	return get_number("photo_max_mb")


def get_most_writes() -> int:
	"""Requests a day that write anything, of an account without a Desk."""
	return get_number("student_daily_writes")


def _get_value(fieldname: str):
	value = frappe.get_cached_doc(SETTINGS).get(fieldname)
	return _get_default(fieldname) if value in (None, "") else value


def _get_default(fieldname: str) -> str | None:
	"""As the DocType's own file says; a misspelled name is an error and no empty value."""
	field = frappe.get_meta(SETTINGS).get_field(fieldname)
	if not field:
		raise KeyError(fieldname)
	return field.default
