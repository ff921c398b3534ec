"""What the school has decided about abnormal reports."""

from campus_safety.access.settings import get_number, get_text
from campus_safety.domain.incidents.words import read_words


def get_phone() -> str:
	"""Day and night; whoever is on the school's duty roster at the moment comes before it."""
	return get_text("report_phone")


def get_help_words() -> tuple[str, ...]:
	"""A report that holds one of them is urgent at once."""
	return read_words(get_text("report_help_words"))


def get_ready_answers() -> tuple[str, ...]:
	"""Offered to a reporter who is asked something."""
	return read_words(get_text("report_ready_answers"))


def get_slow_after() -> int:
	"""Reports without a name in one minute, all together; beyond it each waits a little longer."""
	return get_number("report_slow_after")
