"""A muster 清点 as values: who stands in red, what it all comes to, and how it compares with the last one (domain §18)."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

EXPECTED, PRESENT, EXCUSED, MISSING = "Expected", "Present", "Excused", "Missing"
# who is never surprised by it
ANNOUNCED, UNANNOUNCED = "Announced", "Unannounced"
VIOLENCE, FIRE, TABLETOP = "Violence", "Fire", "Tabletop"


@dataclass(frozen=True)
class Totals:
	"""expected: everybody who has to come, whether they have or not; excused stand beside it."""

	expected: int
	present: int
	excused: int
	waiting: int

	@classmethod
	def of(cls, counts: dict[str, int]) -> "Totals":
		waiting = counts.get(EXPECTED, 0) + counts.get(MISSING, 0)
		present = counts.get(PRESENT, 0)
		return cls(present + waiting, present, counts.get(EXCUSED, 0), waiting)


def is_red(started: datetime, now: datetime, minutes: int) -> bool:
	"""Whoever nobody has marked by then."""
	return now >= started + timedelta(minutes=minutes)


def minutes_between(started: datetime, until: datetime) -> int:
	"""Begun minutes, so that a muster never takes none."""
	seconds = max(0, int((until - started).total_seconds()))
	return -(-seconds // 60)


def may_surprise(drill_type: str) -> bool:
	"""Nobody is frightened by a violence that is played (US National Academies 2025)."""
	return drill_type != VIOLENCE


def digest(marks: Iterable[tuple[str, str, str]]) -> str:
	"""Of (who, state, when), in any order: what a finished drill seals of its marks."""
	text = "\n".join("\t".join(mark) for mark in sorted(marks))
	return hashlib.sha256(text.encode()).hexdigest()
