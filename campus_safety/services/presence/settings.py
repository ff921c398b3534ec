"""What the school decided about nights and absences, read once per request."""

from datetime import time

from frappe.utils import cint

from campus_safety.access.settings import get_hour, get_number, get_rows, is_on
from campus_safety.domain.presence.absence_ladder import Rhythm, Step, ladder
from campus_safety.domain.presence.night import NightSettings


def get_night_settings() -> NightSettings:
	return NightSettings(
		roll_call_time=get_hour("roll_call_time"),
		gate_closes_at=get_hour("gate_closes_at"),
		lock_time=get_hour("roll_lock_time"),
		everyone_on_return_night=is_on("everyone_on_return_night"),
	)


def get_ladder() -> tuple[Step, ...]:
	return ladder(
		Step(
			cint(row.after_minutes),
			row.position or row.role or row.to_position or "",
			row.action_text or "",
			row.on_duty or "",
		)
		for row in get_rows("absence_ladder")
	)


def get_rhythm() -> Rhythm:
	return Rhythm(silence=get_number("taken_silence_minutes"), repeat=get_number("ladder_repeat_minutes"))


def get_reminder_minutes() -> int:
	return get_number("roll_reminder_minutes")


def get_digest_time() -> time:
	"""From when on the morning's digest of the night goes out."""
	return get_hour("night_digest_time")
