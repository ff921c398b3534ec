"""What the school has decided about every record: when an entry is late, when a shift begins."""

from dataclasses import dataclass
from datetime import time

from campus_safety.access.settings import get_hour, get_number


@dataclass(frozen=True)
class EntryTimes:
	"""hours: later than this after it happened an entry is marked late; lead_days: later, only the College Lead enters it."""

	hours: int
	lead_days: int


def get_entry_times() -> EntryTimes:
	return EntryTimes(get_number("late_entry_hours"), get_number("late_entry_lead_days"))


def get_shift_hours() -> tuple[time, time]:
	"""(begin of the day shift, begin of the night shift)."""
	return get_hour("duty_day_from"), get_hour("duty_night_from")


def get_most_a_day() -> int:
	"""Of each kind of thing that one student files from their own page."""
	return get_number("student_daily_most")
