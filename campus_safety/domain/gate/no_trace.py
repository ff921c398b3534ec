"""No trace 无轨迹预警 (domain §5): a resident whom neither a gate, a roll call, a class nor a talk has seen for a day.

One student without a trace is a student to look for. Half a building without one is a reader out of order or a
roll call that nobody reported: the offices are told, and no hundred cases bury the one that matters.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from campus_safety.domain.people.school_calendar import RollMode

ALWAYS_BELIEVED = 3  # so few of one building are persons, not a fault, however small the building


@dataclass(frozen=True)
class Rule:
	"""What the school decided. hours: how long without a trace; fault_percent: which share is a fault."""

	hours: int = 24
	fault_percent: int = 20

	def since(self, now: datetime) -> datetime:
		return now - timedelta(hours=self.hours)


@dataclass(frozen=True)
class Faulty:
	"""A building from which too little is heard."""

	building: str
	silent: int
	expected: int


@dataclass(frozen=True)
class Verdict:
	alerts: tuple[str, ...]
	faulty: tuple[Faulty, ...]


def is_watched(since: datetime, now: datetime, modes: Mapping[date, RollMode]) -> bool:
	"""Only when everybody is expected on every day since then: not in breaks, nor on a day with a stay list, nor on
	the first day after one. A day that the calendar does not have is watched: a forgotten calendar silences nothing.
	"""
	day = since.date()
	while day <= now.date():
		if modes.get(day, RollMode.EVERYONE) is not RollMode.EVERYONE:
			return False
		day += timedelta(days=1)
	return True


def judge(expected: Mapping[str, int], silent: Iterable[tuple[str, str]], rule: Rule) -> Verdict:
	"""expected: {building: residents watched}; silent: (student, building) of those without a trace."""
	by_building: dict[str, list[str]] = {}
	for student, building in silent:
		by_building.setdefault(building, []).append(student)
	alerts, faulty = [], []
	for building, students in sorted(by_building.items()):
		if len(students) > max(ALWAYS_BELIEVED, expected.get(building, 0) * rule.fault_percent / 100):
			faulty.append(Faulty(building, len(students), expected.get(building, 0)))
		else:
			alerts += students
	return Verdict(tuple(sorted(alerts)), tuple(faulty))
