"""Backdating 补录 (domain §0): `creation` is the server's truth, `occurred_on` is a claim."""

from datetime import date, datetime, time, timedelta
from enum import Enum

EARLIEST = date(
	2000, 1, 1
)  # no record of a school tells of a moment before; 1900 and 0001 are slips of a keyboard
LATEST = date(2200, 1, 1)


class Entry(Enum):
	"""How a record written now stands to the moment it tells of."""

	IN_TIME = "in time"
	LATE = "late"  # marked wherever the record counts as evidence
	NEEDS_LEAD = "needs lead"  # only the College Lead may still write it
	FUTURE = "future"  # it has not happened yet


def end_of(moment: date | datetime) -> datetime:
	"""A claim that names only the day counts from that day's last second."""
	if isinstance(moment, datetime):
		return moment
	return datetime.combine(moment, time.max)


def start_of(moment: date | datetime) -> datetime:
	return moment if isinstance(moment, datetime) else datetime.combine(moment, time.min)


def is_plausible(moment: date | datetime) -> bool:
	return start_of(EARLIEST) <= start_of(moment) < start_of(LATEST)


def judge(occurred_on: date | datetime, now: datetime, late_hours: float, lead_days: float) -> Entry:
	"""[P] 72 h and 7 days by default; both are settings. Five minutes of clock difference are forgiven."""
	if start_of(occurred_on) > now + timedelta(minutes=5):
		return Entry.FUTURE
	age = now - end_of(occurred_on)
	if age > timedelta(days=lead_days):
		return Entry.NEEDS_LEAD
	if age > timedelta(hours=late_hours):
		return Entry.LATE
	return Entry.IN_TIME
