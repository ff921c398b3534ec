"""Who watches over a student in danger, hour by hour: two people at a time, no gap (domain §12)."""

from collections.abc import Iterable
from datetime import datetime
from typing import NamedTuple


class Shift(NamedTuple):
	start: datetime
	end: datetime


def find_gaps(shifts: Iterable[Shift], start: datetime, end: datetime) -> list[Shift]:
	"""The hours from start to end that no shift covers, in order."""
	gaps, reached = [], start
	for shift in sorted(shifts):
		if shift.end <= reached:
			continue
		if shift.start >= end:
			break
		if shift.start > reached:
			gaps.append(Shift(reached, shift.start))
		reached = shift.end
	if reached < end:
		gaps.append(Shift(reached, end))
	return gaps
