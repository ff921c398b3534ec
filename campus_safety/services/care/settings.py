"""What the school has decided about talks and contacts."""

from campus_safety.access.settings import get_number


def get_same_text_students() -> int:
	"""From so many students on, the same text looks like one written for a whole batch."""
	return get_number("same_text_students")


def get_fewest_letters() -> int:
	"""A shorter text says nothing: the talk or contact is kept and does not count."""
	return get_number("fewest_letters")


def get_no_answer_days() -> int:
	"""After so many days without an answer the family's number is verified."""
	return get_number("no_answer_days")


def get_spot_check_days() -> int:
	"""Both days included: of one day and one class the lot would draw the record that somebody has chosen."""
	return get_number("spot_check_days")


def get_spot_check_size() -> int:
	"""So many records are drawn where a spot check does not say how many."""
	return get_number("spot_check_size")
