"""Classified care 分类关爱 (notice 四(二), domain §11): when what is to be done is due, and when the care is looked at again."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import Enum

BETTER, SAME, WORSE = "Better", "Same", "Worse"


@dataclass(frozen=True)
class Template:
	"""An action that a category brings. due_days: after the day the care began; repeat_days: again so many days later, 0: once."""

	name: str
	category: str
	due_days: int = 0
	repeat_days: int = 0


def to_add(
	templates: Iterable[Template], categories: Collection[str], present: Collection[str]
) -> list[Template]:
	"""What the student's categories ask for and the plan does not have yet; present: templates it has rows of."""
	return [each for each in templates if each.category in categories and each.name not in present]


def next_due(due: date, repeat_days: int, today: date) -> date | None:
	"""The next time of what repeats, in the rhythm of its first; what was missed is not piled up. None: once."""
	if repeat_days <= 0:
		return None
	missed = max(0, (today - due).days // repeat_days)
	return due + timedelta(days=(missed + 1) * repeat_days)


def next_review_due(last: date) -> date:
	"""Once in each calendar month [P]: the last day of the month after that of the last review, or of the beginning."""
	return last_of_month(last_of_month(last) + timedelta(days=1))


def last_of_month(day: date) -> date:
	return (day.replace(day=1) + timedelta(days=32)).replace(day=1) - timedelta(days=1)


class Gap(Enum):
	"""Why the care cannot end yet."""

	NO_REVIEW = "no review"
	WORSE = "worse"
	NO_REASON = "no reason"


def find_gaps(effects: list[str], reason: str) -> list[Gap]:
	"""effects: of the reviews, the oldest first."""
	gaps = []
	if not effects:
		gaps.append(Gap.NO_REVIEW)
	elif effects[-1] == WORSE:
		gaps.append(Gap.WORSE)
	if not reason.strip():
		gaps.append(Gap.NO_REASON)
	return gaps
