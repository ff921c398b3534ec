"""What happened to a hazard, and what follows from it: who mended it, whether in time, how often it was sent back.

Nothing here depends on the order in which the events stand in the record, only on when they happened.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import Enum

GENERAL, MAJOR = "General", "Major"
OPEN = ("Registered", "Assigned", "Rectifying", "To Accept")
TO_MEND = ("Assigned", "Rectifying")


class Kind(str, Enum):
	"""Of an event; the value stands in the record."""

	REGISTERED = "Registered"
	NAMED = "Named"
	ASSIGNED = "Assigned"
	DEADLINE = "Deadline"
	GRADED = "Graded"
	BEGUN = "Begun"
	WROTE = "Wrote"
	RECTIFIED = "Rectified"
	RETURNED = "Returned"
	ACCEPTED = "Accepted"
	MISTAKEN = "Mistaken"


@dataclass(frozen=True)
class Event:
	"""`person`: whom it names to mend the hazard."""

	kind: str
	user: str
	at: datetime
	person: str | None = None


def rectifiers(events: Iterable[Event]) -> frozenset[str]:
	"""Everybody who was named for it, had it to mend or wrote into the mending, at whatever time: none of them accepts it."""
	found = set()
	for event in events:
		if event.kind in (Kind.NAMED, Kind.ASSIGNED) and event.person:
			found.add(event.person)
		if event.kind in (Kind.BEGUN, Kind.WROTE, Kind.RECTIFIED):
			found.add(event.user)
	return frozenset(found)


def rectified_at(events: Iterable[Event]) -> datetime | None:
	"""When it was reported as rectified and not sent back since; None while somebody still has to mend it."""
	events = list(events)
	last_return = max((event.at for event in events if event.kind == Kind.RETURNED), default=None)
	reports = [event.at for event in events if event.kind == Kind.RECTIFIED]
	return min((at for at in reports if last_return is None or at > last_return), default=None)


def times_returned(events: Iterable[Event]) -> int:
	return sum(event.kind == Kind.RETURNED for event in events)


def is_late(deadline: date | None, events: Iterable[Event], today: date) -> bool:
	"""Reported as rectified after the deadline, or not yet while it is over. How long the acceptor takes does not count."""
	if not deadline:
		return False
	done = rectified_at(events)
	return (done.date() if done else today) > deadline


def latest_deadline(grade: str, first_assigned: date, general_days: int) -> date | None:
	"""Of a general hazard so many days from the first assignment, whoever gets it later; a major one has its own 时限."""
	return None if grade == MAJOR else first_assigned + timedelta(days=general_days)
