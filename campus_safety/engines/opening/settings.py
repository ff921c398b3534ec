"""What the school has decided about opening what is secret."""

from datetime import timedelta

from campus_safety.access.settings import get_number


def get_emergency_length() -> timedelta:
	"""So long an emergency access lasts."""
	return timedelta(hours=get_number("break_glass_hours"))


def get_shortest_reason() -> int:
	"""Characters: 谈话准备 is a reason, 看看 is not."""
	return get_number("shortest_reason")


def get_shortest_emergency_reason() -> int:
	"""Characters."""
	return get_number("shortest_emergency_reason")
