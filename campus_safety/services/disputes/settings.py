"""What the school has decided about disputes and footage."""

from campus_safety.access.settings import get_number


def get_days() -> int:
	"""A dispute is settled within so many days of being found [P]."""
	return get_number("dispute_days")


def get_revisit_days() -> int:
	"""Both sides are asked so many days after the result [P]."""
	return get_number("dispute_revisit_days")


def get_kept_days() -> int:
	"""The camera system keeps footage so many days."""
	return get_number("cctv_keep_days")
