"""What the school has decided about every record: when an entry is late."""

from dataclasses import dataclass

from campus_safety.access.settings import get_number


@dataclass(frozen=True)
class EntryTimes:
	"""hours: later than this after it happened an entry is marked late; lead_days: later, only the College Lead enters it."""

	hours: int
	lead_days: int


def get_entry_times() -> EntryTimes:
	return EntryTimes(get_number("late_entry_hours"), get_number("late_entry_lead_days"))
