"""What the school has decided about its messages."""

from datetime import time

from campus_safety.access.settings import get_hour


def get_quiet_hours() -> tuple[time, time]:
	"""(begin, end) of the hours in which channels wake nobody, but for life and limb; both the same: there are none."""
	return get_hour("quiet_from"), get_hour("quiet_to")
