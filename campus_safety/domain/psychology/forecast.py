"""Follow-up capacity before a campaign opens (domain §6): interviews to expect against the hours of who holds them, and waves."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from math import ceil


@dataclass(frozen=True)
class Capacity:
	"""hours_a_week: of everybody who interviews, together. hours_each: of one interview with its notes."""

	hours_a_week: float
	hours_each: float


@dataclass(frozen=True)
class Wave:
	"""A college, and the days on which it is asked."""

	college: str
	opens_on: date
	closes_on: date
	students: int
	interviews: int


def of_shifts(by_week: Mapping[date, float], hours_each: float) -> Capacity | None:
	"""What the shifts leave free in a week, on average over those that are planned; None before there are any."""
	if not by_week:
		return None
	return Capacity(round(sum(by_week.values()) / len(by_week), 1), hours_each)


def expected(students: int, rate: float) -> int:
	return ceil(students * rate)


def weeks_needed(interviews: int, capacity: Capacity) -> int | None:
	"""Weeks until all are held; None where nobody has an hour for them."""
	a_week = int(capacity.hours_a_week / capacity.hours_each) if capacity.hours_each > 0 else 0
	return ceil(interviews / a_week) if a_week else None


def propose_waves(
	students: Mapping[str, int],
	rate: float,
	capacity: Capacity,
	begins: date,
	ends: date,
) -> Sequence[Wave]:
	"""The largest college first, the next one when the interviews of the one before are held; each open for seven days at least.

	What does not fit before `ends` opens in time to close with the window: the forecast says that it is too much.
	"""
	waves, day = [], begins
	latest = max(begins, ends - timedelta(days=6))
	for college, count in sorted(students.items(), key=lambda pair: (-pair[1], pair[0])):
		interviews = expected(count, rate)
		weeks = max(1, weeks_needed(interviews, capacity) or 1)
		opens = min(day, latest)
		waves.append(Wave(college, opens, min(ends, opens + timedelta(days=6)), count, interviews))
		day = opens + timedelta(weeks=weeks)
	return waves
