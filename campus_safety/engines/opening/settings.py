"""What the school has decided about opening what is secret."""

from datetime import timedelta

from campus_safety.access.settings import get_number


def get_emergency_length() -> timedelta:
	"""So long an emergency access lasts."""
	return timedelta(hours=get_number("break_glass_hours"))
