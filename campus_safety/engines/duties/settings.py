"""What the school has decided about all duties at once."""

from campus_safety.access.settings import get_number, is_on


def get_min_teaching_days() -> int:
	"""A period with fewer teaching days asks for nothing of what is counted in teaching days."""
	return get_number("min_teaching_days")


def talks_pause_in_breaks() -> bool:
	return is_on("pause_talks_in_breaks")
