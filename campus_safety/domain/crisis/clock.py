"""When the actions of a crisis are due: minutes from the start, the same day, and again and again (domain §12)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from campus_safety.domain.crisis.levels import LEVELS, is_watched

LEAST_OF_TODAY = timedelta(hours=2)  # what falls on the same day gets so long even shortly before midnight

ALWAYS, DANGER, WATCHED, MINOR = "Always", "Danger Now", "Watched", "Minor"
CONDITIONS = (ALWAYS, DANGER, WATCHED, MINOR)


@dataclass(frozen=True)
class Facts:
	"""What decides which actions a crisis needs."""

	level: str
	diagnosis_kind: str | None = None
	danger_now: bool = False
	minor: bool = False


@dataclass(frozen=True)
class Template:
	"""One action of the school's checklist. minutes: after the start; 0 with `same_day` false: at once.

	repeat_days: done, it is due again so many days later; 0: once.
	"""

	name: str
	level: str
	minutes: int = 0
	same_day: bool = False
	repeat_days: int = 0
	applies_when: str = ALWAYS


def applies(template: Template, facts: Facts) -> bool:
	"""Of its own level; what a graver level replaces is not asked for twice."""
	if template.level != facts.level:
		return False
	return {
		ALWAYS: True,
		DANGER: facts.danger_now,
		WATCHED: is_watched(facts.level, facts.diagnosis_kind, facts.danger_now),
		MINOR: facts.minor,
	}[template.applies_when]


def to_add(templates: Iterable[Template], facts: Facts, present: Iterable[str]) -> list[Template]:
	"""What the crisis needs now and does not have yet; present: names of the templates it has rows of."""
	known = set(present)
	return [each for each in templates if each.name not in known and applies(each, facts)]


def first_due(template: Template, start: datetime) -> datetime:
	"""Minute precision, as the paper would have it."""
	start = start.replace(second=0, microsecond=0)
	if not template.same_day:
		return start + timedelta(minutes=template.minutes)
	midnight = datetime.combine(start.date() + timedelta(days=1), time())
	return max(midnight, start + LEAST_OF_TODAY)


def next_due(due: datetime, repeat_days: int, now: datetime) -> datetime | None:
	"""The next time of an action that repeats, in the rhythm of its first; what was missed is not piled up. None: once."""
	if repeat_days <= 0:
		return None
	step = timedelta(days=repeat_days)
	missed = max(0, (now - due) // step)
	return due + (missed + 1) * step


def remind_at(due: datetime, start: datetime) -> datetime:
	"""Half the way to it, at most a day before."""
	return max(due - (due - start) / 2, due - timedelta(days=1))


def outlives(level: str, standing: str) -> bool:
	"""Do open actions of `level` stay asked for at the level now standing? Those of a graver level end with it."""
	return LEVELS.index(level) <= LEVELS.index(standing)
