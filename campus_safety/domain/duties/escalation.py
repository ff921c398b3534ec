"""How an overdue duty climbs 逐级升级 (domain §23): silence never stops it, only "taken by" does."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import Enum

from campus_safety.domain.duties.obligation import State


@dataclass(frozen=True)
class Step:
	"""Reached `after_days` days after the due date; goes to a role or to the holder of a post."""

	after_days: int
	to_role: str = ""
	to_position: str = ""


def ladder(steps: Iterable[Step]) -> tuple[Step, ...]:
	"""In the order in which they are reached, however the rows of the form stand."""
	return tuple(sorted(steps, key=lambda step: step.after_days))


def step_reached(
	steps: Sequence[Step], due: date, today: date, state: State, reached: int, taken: bool
) -> int:
	"""How many steps have been climbed. It never goes down, and stands still once somebody has taken it or it is done."""
	if taken or state is not State.OVERDUE:
		return reached
	overdue_days = (today - due).days
	return max(reached, sum(1 for step in steps if step.after_days <= overdue_days))


class Urgency(str, Enum):
	OVERDUE = "Overdue"
	TODAY = "Due Today"
	SOON = "Due Soon"
	LATER = "Later"


def urgency(state: State, due: date, today: date, warn_before_days: int) -> Urgency | None:
	"""Where an unfinished duty stands in the morning's list; None when there is nothing to do."""
	if state is State.OVERDUE:
		return Urgency.OVERDUE
	if state is not State.OPEN:
		return None
	if due <= today:
		return Urgency.TODAY
	return Urgency.SOON if (due - today).days <= warn_before_days else Urgency.LATER
