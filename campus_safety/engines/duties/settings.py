"""What the school has decided about all duties at once."""

from datetime import time

from campus_safety.access.settings import get_hour, get_number, get_rows, is_on


def get_min_teaching_days() -> int:
	"""A period with fewer teaching days asks for nothing of what is counted in teaching days."""
	return get_number("min_teaching_days")


def talks_pause_in_breaks() -> bool:
	return is_on("pause_talks_in_breaks")


def get_exemption_approvers() -> frozenset[str]:
	"""Roles that decide on exemptions."""
	return frozenset(row.role for row in get_rows("exemption_approvers"))


def get_digest_time() -> time:
	"""When the morning's digest of duties goes out."""
	return get_hour("duty_digest_time")
