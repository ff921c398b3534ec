"""What the school has decided about gates: whose clock is wrong, how old a passage may be, how much at once."""

from dataclasses import dataclass
from datetime import timedelta

from campus_safety.access.settings import get_number, is_on
from campus_safety.domain.gate.no_trace import Rule
from campus_safety.domain.settings import LEAST_KEY_HOURS
from campus_safety.engines.sheets.file_check import MEGABYTE, Limits

MOST_COLUMNS = 60


@dataclass(frozen=True)
class PushLimits:
	events: int
	requests_per_minute: int


def get_clock_tolerance() -> timedelta:
	"""By how much a device's clock may be off."""
	return timedelta(minutes=get_number("gate_clock_minutes"))


def get_probation() -> timedelta:
	"""So long what a device says with a new key counts for nothing."""
	return timedelta(hours=max(LEAST_KEY_HOURS, get_number("gate_new_key_hours")))


def get_oldest_age() -> timedelta:
	"""A passage older than this is not taken any more."""
	return timedelta(days=get_number("gate_oldest_days"))


def get_retention() -> timedelta:
	return timedelta(days=get_number("gate_retention_days"))


def get_push_limits() -> PushLimits:
	return PushLimits(get_number("gate_push_most_events"), get_number("gate_push_per_minute"))


def get_import_limits() -> Limits:
	return Limits(
		file_bytes=get_number("gate_import_max_mb") * MEGABYTE,
		rows=get_number("gate_import_max_rows"),
		columns=MOST_COLUMNS,
	)


def fills_roll() -> bool:
	"""Do passages mark the night's roll call?"""
	return is_on("gate_fills_roll")


def get_no_trace_rule() -> Rule | None:
	"""None where the school does not look for residents without a trace."""
	if not is_on("no_trace_enabled"):
		return None
	return Rule(get_number("no_trace_hours"), get_number("no_trace_fault_percent"))


def get_longest_exclusion() -> int:
	"""For so many days at most somebody need not leave a trace."""
	return get_number("trace_exclusion_days")


def get_truancy_sessions() -> int:
	"""So many classes missed on one day open a case; 0: none does."""
	return get_number("truancy_sessions")
