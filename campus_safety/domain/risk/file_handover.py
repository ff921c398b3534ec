"""Handover of files 转接 (notice 三(三), domain §9): what is handed over, whose word each item needs, and until when."""

from collections.abc import Mapping
from datetime import date, timedelta
from enum import Enum

SATURDAY = 5
LONGEST_WAIT = timedelta(days=400)


class Kind(str, Enum):
	"""What an item is about. The app finds the first five; the rest is written by whoever hands over."""

	LEDGER = "Ledger"
	CARE_PLAN = "Care Plan"
	CRISIS = "Crisis"
	SUSPENSION = "Suspension"
	MEDICAL = "Medical Support"
	FILE = "File"
	OPEN_DUTY = "Open Duty"
	PARENT_CONTACT = "Parent Contact"
	MEDICATION = "Medication"
	ATTENTION = "Attention"


FOUND = frozenset(
	kind.value for kind in (Kind.LEDGER, Kind.CARE_PLAN, Kind.CRISIS, Kind.SUSPENSION, Kind.MEDICAL)
)
# what must be said about it before it is signed away
NEEDS_SUMMARY = frozenset((Kind.LEDGER.value, Kind.CRISIS.value))


def is_decided(received: bool, rejected_reason: str | None) -> bool:
	"""Received, or rejected with a reason: one of the two."""
	return bool(received) != bool((rejected_reason or "").strip())


def who_answers(received: bool, to_user: str, interim: str | None) -> str | None:
	"""From the moment it is in force; None: it stays with whom it was."""
	return to_user if received else interim or None


def after_work_days(first: date, number: int, known: Mapping[date, bool]) -> date:
	"""The day that lies so many working days after `first`.

	known: days of the school's calendar, and whether people work on them; of other days Monday to Friday count.
	"""
	day, left = first, number
	while left > 0 and day - first < LONGEST_WAIT:
		day += timedelta(days=1)
		left -= known.get(day, day.weekday() < SATURDAY)
	return day


def first_talk_due(talk_every_days: int | None, within: int, today: date) -> date | None:
	"""Of a level whose students are talked with about as often as that, or oftener: the first talk after a handover."""
	return today + timedelta(days=within) if talk_every_days and talk_every_days <= within else None
