"""What the school has decided about abnormal reports, emergency incidents, reviews and drills."""

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


def get_police_words() -> tuple[str, ...]:
	"""Words of the school's own that never go to the police, beside those the app knows."""
	return read_words(get_text("police_blocked_words"))


def get_slow_after() -> int:
	"""Reports without a name in one minute, all together; beyond it each waits a little longer."""
	return get_number("report_slow_after")


def get_review_days() -> int:
	"""The review of an incident is due so many days after its end [P]."""
	return get_number("review_days")


def get_look_back_days() -> int:
	"""What happened so many days before an incident is collected for its review, and for a case."""
	return get_number("review_look_back_days")


def get_red_minutes() -> int:
	"""Whoever nobody has marked so many minutes after a muster began stands in red [P]."""
	return get_number("muster_red_minutes")


def get_case_appeal_days() -> int:
	"""So many days after it was approved whoever answers in a case may appeal: as against an assessment."""
	return get_number("appeal_days")
