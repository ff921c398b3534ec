"""When what must have happened with a report (domain §13 [P]): which clocks run, and what stops each."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from campus_safety.domain.incidents.words import BULLYING, HARM, SEXUAL_HARM

EVERY, MINOR = "Every Report", "Harm to a Minor"
APPLIES = (EVERY, "Urgent", "Pressing", "Normal", BULLYING, SEXUAL_HARM, MINOR)
STAGES = ("First", "Accepted", "Verified", "Handled", "Closed", "Unfounded")
FINAL = ("Closed", "Unfounded")
# {what stops a clock: the status that does}
BY_STATUS = {"Accepted": 1, "Verified": 2, "Handled": 3, "Closed": 4}


@dataclass(frozen=True)
class Facts:
	"""What decides which clocks run, and which have stopped. told: names of what was told or done, as in `ends_with`."""

	urgency: str
	status: str
	signs: frozenset[str] = frozenset()
	minor: bool = False
	told: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Clock:
	name: str
	applies_to: str
	minutes: int


def kinds_of(facts: Facts) -> frozenset[str]:
	kinds = {EVERY, facts.urgency, *facts.signs.intersection((BULLYING, SEXUAL_HARM))}
	if facts.minor and facts.signs & HARM:
		kinds.add(MINOR)
	return frozenset(kinds)


def to_add(clocks: Iterable[Clock], facts: Facts, present: Iterable[str]) -> list[Clock]:
	"""Those that run for such a report and that it does not have yet; nothing any more once it is over."""
	if facts.status in FINAL:
		return []
	known, kinds = set(present), kinds_of(facts)
	return [clock for clock in clocks if clock.applies_to in kinds and clock.name not in known]


def due_at(minutes: int, start: datetime) -> datetime:
	"""Minute precision, as the paper would have it."""
	return start.replace(second=0, microsecond=0) + timedelta(minutes=minutes)


def has_stopped(ends_with: str, facts: Facts) -> bool:
	"""What was unfounded has reached every stage."""
	if ends_with in BY_STATUS:
		return STAGES.index(facts.status) >= BY_STATUS[ends_with]
	return ends_with in facts.told
