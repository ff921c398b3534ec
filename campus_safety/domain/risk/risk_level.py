"""Risk levels and when a ledger may close (domain §7), as values.

A level is raised by anyone who looks after the student, at once; it is lowered only through a dispatch 调度,
and from the gravest levels only when two have signed. What the student has done sets a least level that no
decision goes below.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import Enum


@dataclass(frozen=True)
class Level:
	"""One risk level as the school has set it up: `rank` orders them, the gravest highest.

	dispatch_apart_days: least distance of two dispatches that count; 0 for half of dispatch_every_days.
	floor_plan: least level with a suicide plan.
	floor_attempt_days: least level for so many days after an attempt; 0 when it is not one.
	floor_attempt: least level after any attempt, however long ago.
	"""

	name: str
	rank: int
	dispatch_every_days: int = 30
	two_keys_to_lower: bool = False
	needs_student_affairs: bool = False
	steady_to_close: int = 3
	floor_plan: bool = False
	floor_attempt_days: int = 0
	floor_attempt: bool = False
	dispatch_apart_days: int = 0

	@property
	def days_apart(self) -> int:
		"""Days between two dispatches that count: at least half a period, and never the same day."""
		return max(self.dispatch_apart_days or (self.dispatch_every_days + 1) // 2, 1)


class Levels:
	"""All levels of the school, the gravest first."""

	def __init__(self, levels: Iterable[Level]):
		self.ordered = tuple(sorted(levels, key=lambda level: level.rank, reverse=True))
		self._by_name = {level.name: level for level in self.ordered}

	def __getitem__(self, name: str) -> Level:
		return self._by_name[name]

	def __contains__(self, name: str | None) -> bool:
		return name in self._by_name


class Reason(Enum):
	"""Why a level may not be lower."""

	PLAN = "plan"
	RECENT_ATTEMPT = "recent attempt"
	UNDATED_ATTEMPT = "undated attempt"  # counts as recent until somebody says when it was
	ANY_ATTEMPT = "any attempt"


@dataclass(frozen=True)
class Danger:
	"""What the ledger says about plan and attempts."""

	has_plan: bool = False
	has_attempted: bool = False
	attempt_date: date | None = None


@dataclass(frozen=True)
class Floor:
	level: Level
	reason: Reason


def get_floor(levels: Levels, danger: Danger, today: date) -> Floor | None:
	"""The least level for this danger and what sets it; None when any level will do."""
	floors = [
		Floor(level, reason)
		for level in levels.ordered
		if (reason := _reason_for(level, danger, today)) is not None
	]
	return max(floors, key=lambda floor: floor.level.rank, default=None)


def _reason_for(level: Level, danger: Danger, today: date) -> Reason | None:
	if danger.has_plan and level.floor_plan:
		return Reason.PLAN
	attempted = danger.has_attempted or danger.attempt_date is not None
	if attempted and level.floor_attempt_days:
		if danger.attempt_date is None:
			return Reason.UNDATED_ATTEMPT
		if today - danger.attempt_date <= timedelta(days=level.floor_attempt_days):
			return Reason.RECENT_ATTEMPT
	return Reason.ANY_ATTEMPT if attempted and level.floor_attempt else None


class Change(Enum):
	"""What a wish for another level leads to."""

	NONE = "none"
	RAISED = "raised"  # in force at once
	LOWERED = "lowered"
	NEEDS_DISPATCH = "needs dispatch"  # refused
	NEEDS_KEYS = "needs keys"  # waits for its signatures


def judge_change(current: Level, wanted: Level, by_dispatch: bool) -> Change:
	if wanted.rank == current.rank:
		return Change.NONE
	if wanted.rank > current.rank:
		return Change.RAISED
	if not by_dispatch:
		return Change.NEEDS_DISPATCH
	return Change.NEEDS_KEYS if current.two_keys_to_lower else Change.LOWERED


class Trend(str, Enum):
	STEADY = "Steady"
	IMPROVED = "Improved"
	WORSE = "Worse"


@dataclass(frozen=True)
class Dispatch:
	"""One dispatch meeting. `trend` is what was judged there; None leaves it to the levels.

	counts: convened by who must, and far enough from the others.
	"""

	before: Level
	after: Level
	trend: Trend | None = None
	counts: bool = True

	@property
	def found(self) -> Trend:
		"""A level that rose is worse, whatever was ticked."""
		if self.after.rank > self.before.rank:
			return Trend.WORSE
		if self.trend is not None:
			return self.trend
		return Trend.IMPROVED if self.after.rank < self.before.rank else Trend.STEADY

	@property
	def is_steady(self) -> bool:
		return self.found is not Trend.WORSE


@dataclass(frozen=True)
class Standing:
	"""Level in force and the lower one that waits for its signatures."""

	level: Level
	proposed: Level | None = None


def hold_dispatch(standing: Standing, wanted: Level) -> Standing:
	"""Standing after a dispatch that decided on `wanted`, which replaces what an earlier one proposed."""
	change = judge_change(standing.level, wanted, by_dispatch=True)
	if change is Change.NEEDS_KEYS:
		return Standing(standing.level, wanted)
	return Standing(wanted if change is not Change.NONE else standing.level)


def count_steady(dispatches: Iterable[Dispatch]) -> int:
	"""Steady dispatches in a row, counted back from the latest; a worse one ends the row, whether it counts or not."""
	count = 0
	for dispatch in reversed(tuple(dispatches)):
		if not dispatch.is_steady:
			break
		count += dispatch.counts
	return count


def lies_apart(level: Level, day: date, others: Iterable[date]) -> bool:
	"""Is `day` far enough from the dispatches that count already?"""
	return all(abs((day - other).days) >= level.days_apart for other in others)


def next_dispatch_due(level: Level, last: date) -> date:
	return last + timedelta(days=level.dispatch_every_days)


class Missing(Enum):
	"""What a ledger lacks before it may close."""

	STEADY_DISPATCHES = "steady dispatches"
	MEASURES_DONE = "measures done"
	REASON = "reason"
	EVIDENCE = "evidence"
	TERMS = "terms"


@dataclass(frozen=True)
class Gap:
	"""`have` of `need` is there."""

	missing: Missing
	have: int = 0
	need: int = 1


@dataclass(frozen=True)
class ClosingCase:
	"""terms_ended: terms that have ended while the ledger was open; min_terms: how many must have."""

	steady: int
	steady_needed: int
	measures: int
	measures_open: int
	has_reason: bool
	has_evidence: bool
	terms_ended: int = 0
	min_terms: int = 0


def find_gaps(case: ClosingCase) -> list[Gap]:
	"""Everything that is missing, all at once."""
	gaps = []
	if case.steady < case.steady_needed:
		gaps.append(Gap(Missing.STEADY_DISPATCHES, case.steady, case.steady_needed))
	if case.measures_open:
		gaps.append(Gap(Missing.MEASURES_DONE, case.measures - case.measures_open, case.measures))
	if not case.has_reason:
		gaps.append(Gap(Missing.REASON))
	if not case.has_evidence:
		gaps.append(Gap(Missing.EVIDENCE))
	if case.terms_ended < case.min_terms:
		gaps.append(Gap(Missing.TERMS, case.terms_ended, case.min_terms))
	return gaps
