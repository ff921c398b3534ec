"""What the school has decided about hazards and inspections."""

from campus_safety.access.settings import get_number


def get_general_days() -> int:
	"""A general hazard is mended within so many days of its first assignment [P]."""
	return get_number("hazard_general_days")


def get_remind_days() -> int:
	"""So many days before its deadline whoever mends it is reminded."""
	return get_number("hazard_remind_days")


def get_recurrence_days() -> int:
	"""The same kind at the same place within so many days of being closed has come back [P]."""
	return get_number("hazard_recurrence_days")


def get_second_look_percent() -> int:
	"""Of what is closed so many percent are looked at a second time [P]."""
	return get_number("hazard_second_look_percent")


def get_item_seconds() -> int:
	"""Whoever takes less for each row of an inspection has hardly looked."""
	return get_number("inspection_item_seconds")
