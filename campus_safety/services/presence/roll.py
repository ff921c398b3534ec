"""The roll call of a building: made, marked, reported, locked (domain §5)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

ROLL, ROW = "Campus Night Roll Call", "Campus Night Roll Call Row"


@dataclass(frozen=True)
class Mark:
	"""One answer about one student. marked_at, return_time: site time; key: the sender's, unique per mark."""

	student: str
	status: str
	return_time: datetime | None
	note: str
	marked_at: datetime
	key: str


def ensure(building: str, night: date, now: datetime) -> str:
	"""Name of the building's roll call, made when there is none, its expected rows brought up to date.

	Errors: NoRollCallError on a night without one.
	"""
	raise NotImplementedError


def mark(roll: str, marks: Sequence[Mark], *, source: str, user: str, now: datetime) -> list[dict]:
	"""One answer per mark: {"key", "student", "ok", "won", "status", "error"}; see domain.night.apply.

	source: Page, Gate or Form. Errors: RollCallLockedError.
	"""
	raise NotImplementedError
