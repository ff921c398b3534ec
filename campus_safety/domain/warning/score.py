"""What signals weigh (domain §24): each record its weight, halved every so many days; fewer than asked for weigh nothing.

Time alone takes weight away and never adds any: silence never raises a score. The database counts the same way
(`services.warning.scoring`).
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import NamedTuple


@dataclass(frozen=True)
class Weighing:
	"""How one signal of a rule counts. window_days: a record is a signal for so long; half_life_days 0: it keeps its weight."""

	window_days: int
	min_count: int
	weight: float
	half_life_days: int = 0


class Hit(NamedTuple):
	"""One record that is a signal: which signal of the rule, when it happened, and when somebody wrote it down."""

	signal: str
	happened: date
	written: date


def first_day(window_days: int, today: date) -> date:
	"""The first day whose records still count: a window of one day is today."""
	return today - timedelta(days=max(window_days, 1) - 1)


def weight_of(weighing: Weighing, happened: date, today: date) -> float:
	"""Of one record today. What is dated ahead weighs as if it happened today, so that no date ripens into a score."""
	age = max((today - happened).days, 0)
	return (
		weighing.weight * 0.5 ** (age / weighing.half_life_days)
		if weighing.half_life_days
		else weighing.weight
	)


def score_of(hits: Iterable[Hit], signals: Mapping[str, Weighing], today: date) -> float:
	"""Of one student, from what is written by today."""
	weights: dict[str, list[float]] = {name: [] for name in signals}
	for hit in hits:
		weighing = signals[hit.signal]
		if hit.written <= today and hit.happened >= first_day(weighing.window_days, today):
			weights[hit.signal].append(weight_of(weighing, hit.happened, today))
	return sum(
		sum(weights[name]) for name, weighing in signals.items() if len(weights[name]) >= weighing.min_count
	)


def first_reached(
	hits: Iterable[Hit], signals: Mapping[str, Weighing], threshold: float, since: date, until: date
) -> date | None:
	"""The first day from `since` to `until` on which the score reached the threshold; it rises only where something is written."""
	hits = list(hits)
	days = sorted({max(hit.written, since) for hit in hits if hit.written <= until})
	return next((day for day in days if reaches(score_of(hits, signals, day), threshold)), None)


def reaches(score: float, threshold: float) -> bool:
	"""To a thousandth, as the database rounds."""
	return round(score, 3) >= round(threshold, 3)
