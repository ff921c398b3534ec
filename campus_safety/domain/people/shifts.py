"""Shifts 班次 of the duty roster: a night belongs to the day on which it begins."""

from datetime import date, datetime, time, timedelta
from typing import NamedTuple

DAY, NIGHT = "Day", "Night"


class Shift(NamedTuple):
	day: date
	name: str


def shift_at(now: datetime, day_from: time, night_from: time) -> Shift:
	"""Which shift runs at this moment. Before the day's begin it is still the night of the day before."""
	clock = now.time()
	if clock >= night_from:
		return Shift(now.date(), NIGHT)
	if clock >= day_from:
		return Shift(now.date(), DAY)
	return Shift(now.date() - timedelta(days=1), NIGHT)
