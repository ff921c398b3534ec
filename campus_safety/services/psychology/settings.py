"""What the school has decided about psychological screening."""

from datetime import timedelta

from campus_safety.access.settings import get_choice, get_number
from campus_safety.domain.psychology.deadlines import InterviewTimes
from campus_safety.domain.psychology.forecast import Capacity
from campus_safety.domain.psychology.validity import Limits as ValidityLimits
from campus_safety.engines.sheets.file_check import MEGABYTE, Limits

MOST_COLUMNS = 300  # SCL-90 with its answers and their times


def get_interview_times() -> InterviewTimes:
	return InterviewTimes(
		get_number("screening_urgent_hours"),
		get_number("screening_key_days"),
		get_number("screening_general_days"),
	)


def get_validity_limits() -> ValidityLimits:
	return ValidityLimits(get_number("screening_item_seconds"))


def get_retest_time() -> timedelta:
	return timedelta(days=get_number("screening_retest_days"))


def get_file_years() -> int:
	"""So many years after the student has left a psychological file is kept."""
	return get_number("psych_file_years")


def get_capacity() -> Capacity:
	return Capacity(get_number("screening_week_hours"), get_number("screening_interview_minutes") / 60)


def get_expected_rate() -> float:
	"""Share of those asked with whom an interview is due, before there is an earlier campaign."""
	return get_number("screening_expected_percent") / 100


def get_watch_level() -> str:
	"""Level of the duty roster that is called for an urgent flag."""
	return get_choice("screening_watch")


def get_import_limits() -> Limits:
	return Limits(
		file_bytes=get_number("import_max_mb") * MEGABYTE,
		rows=get_number("import_max_rows"),
		columns=MOST_COLUMNS,
	)
