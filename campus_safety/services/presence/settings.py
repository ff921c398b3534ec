"""What the school decided about nights and absences, read once per request."""

from datetime import time, timedelta

import frappe
from frappe.utils import cint, to_timedelta

from campus_safety.domain.presence.absence_ladder import Step, ladder
from campus_safety.domain.presence.night import NightSettings

SETTINGS = "Campus Safety Settings"


def get_night_settings() -> NightSettings:
	settings, default = frappe.get_cached_doc(SETTINGS), NightSettings()
	return NightSettings(
		roll_call_time=_hour(settings.roll_call_time, default.roll_call_time),
		gate_closes_at=_hour(settings.gate_closes_at, default.gate_closes_at),
		lock_time=_hour(settings.roll_lock_time, default.lock_time),
		everyone_on_return_night=bool(cint(settings.everyone_on_return_night)),
	)


def get_ladder() -> tuple[Step, ...]:
	settings = frappe.get_cached_doc(SETTINGS)
	return ladder(
		Step(cint(row.after_minutes), row.to_position, row.action_text or "")
		for row in settings.absence_ladder
	)


def get_silence_minutes() -> int:
	return cint(frappe.get_cached_doc(SETTINGS).taken_silence_minutes)


def get_reminder_minutes() -> int:
	return cint(frappe.get_cached_doc(SETTINGS).roll_reminder_minutes)


def get_digest_time() -> time:
	"""From when on the morning's digest of the night goes out."""
	return _hour(frappe.get_cached_doc(SETTINGS).night_digest_time, time(8, 0))


def _hour(value, default: time) -> time:
	"""A Time field as the database gives it: a text, a timedelta, or nothing yet."""
	if not value:
		return default
	if isinstance(value, time):
		return value
	length = value if isinstance(value, timedelta) else to_timedelta(str(value))
	minutes = int(length.total_seconds()) // 60 % (24 * 60)
	return time(minutes // 60, minutes % 60)
