"""What the school has decided about its counselling centre."""

from datetime import timedelta

from campus_safety.access.settings import get_number, get_text
from campus_safety.domain.counselling.slots import SlotRules


def get_slot_rules() -> SlotRules:
	return SlotRules(
		get_number("counselling_slot_minutes"),
		get_number("counselling_pause_minutes"),
		get_number("counselling_held_minutes"),
		get_number("counselling_short_minutes"),
	)


def get_days_ahead() -> int:
	"""So far ahead a student may book."""
	return get_number("counselling_book_days")


def get_most_open() -> int:
	"""Appointments that one student may have before them."""
	return get_number("counselling_most_open")


def get_most_anonymous() -> int:
	"""Appointments without a name before the centre, all together; never by address: a campus has one."""
	return get_number("counselling_most_anonymous")


def get_ack_length() -> timedelta:
	"""Within so long a college acknowledges feedback (domain §10: 24 hours)."""
	return timedelta(hours=get_number("counselling_ack_hours"))


def get_hotline() -> str:
	return get_text("counselling_hotline")


def get_duty_phone() -> str:
	"""Of the centre; whoever is on its duty roster at the moment comes before it."""
	return get_text("counselling_duty_phone")
