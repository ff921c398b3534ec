"""What a night adds up to 每日回寝报告 (domain §5): figures of a group, and whether they may be believed.

A building that has not reported is never a zero: what nobody has counted stays empty, and the state says so.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import Enum

from campus_safety.domain.people.network import rate
from campus_safety.domain.presence.night import Status

HERE = (Status.IN, Status.LATE)
EXPECTED = (*HERE, Status.MISSING)


class ReportState(str, Enum):
	NOT_REPORTED = "Not Reported"  # 未上报
	PARTLY = "Partly Reported"  # students of this group live in a building that is still silent
	ZERO = "Zero Report"  # 零报告: reported, nobody late, nobody missing
	REPORTED = "Reported"


@dataclass(frozen=True)
class Part:
	"""A group's students in one building. counts: how many have which status; empty when there is no roll call at all."""

	building: str
	reported: bool
	counts: Mapping[Status, int] = field(default_factory=dict)

	def count(self, *wanted: Status) -> int:
		return sum(self.counts.get(status, 0) for status in wanted)


@dataclass(frozen=True)
class NightFigures:
	"""Figures of a class, college, building or the school in one night; None is what nobody has said."""

	expected: int | None
	present: int | None
	late: int | None
	missing: int | None
	on_leave: int | None
	internship: int | None
	off_campus: int | None
	buildings: int
	reported: int

	@property
	def state(self) -> ReportState:
		if not self.reported:
			return ReportState.NOT_REPORTED
		if self.reported < self.buildings:
			return ReportState.PARTLY
		return ReportState.REPORTED if self.late or self.missing else ReportState.ZERO


def add_up(parts: Iterable[Part]) -> NightFigures:
	"""Who is expected and who is explained is known from the list; who is in, only from buildings that have reported.

	A late or missing student who has been marked already counts before the report is sent.
	"""
	parts = list(parts)
	told = [part for part in parts if part.reported]
	listed = [part for part in parts if part.counts or part.reported]

	def known(*wanted: Status) -> int | None:
		return sum(part.count(*wanted) for part in listed) if listed else None

	def said(status: Status) -> int | None:
		marked = sum(part.count(status) for part in parts)
		return marked if told or marked else None

	return NightFigures(
		expected=known(*EXPECTED),
		present=sum(part.count(*HERE) for part in told) if told else None,
		late=said(Status.LATE),
		missing=said(Status.MISSING),
		on_leave=known(Status.LEAVE),
		internship=known(Status.INTERNSHIP),
		off_campus=known(Status.OFF_CAMPUS),
		buildings=len({part.building for part in parts}),
		reported=len({part.building for part in told}),
	)


# over many nights


@dataclass(frozen=True)
class Span:
	"""Nights of a week, of a month, or a single one; both ends included."""

	first: date
	last: date


def span_of(night: date, by: str) -> Span:
	"""by: Night, Week (from Monday) or Month. Errors: ValueError for anything else."""
	if by == "Night":
		return Span(night, night)
	if by == "Week":
		monday = night - timedelta(days=night.weekday())
		return Span(monday, monday + timedelta(days=6))
	if by == "Month":
		first = night.replace(day=1)
		return Span(first, (first + timedelta(days=31)).replace(day=1) - timedelta(days=1))
	raise ValueError(f"unknown span {by}")


@dataclass(frozen=True)
class Trend:
	"""What happened in the nights of a span. due, reported: buildings × nights."""

	nights: int = 0
	due: int = 0
	reported: int = 0
	late: int = 0
	missing: int = 0

	def __add__(self, other: "Trend") -> "Trend":
		return Trend(
			self.nights + other.nights,
			self.due + other.due,
			self.reported + other.reported,
			self.late + other.late,
			self.missing + other.missing,
		)

	@property
	def report_rate(self) -> float | None:
		"""上报率; None when nothing was due."""
		return rate(self.reported, self.due)


def gather(nights: Mapping[date, Trend], by: str) -> dict[Span, Trend]:
	"""Nights put together by `by`, the earliest first."""
	found: dict[Span, Trend] = {}
	for night in sorted(nights):
		span = span_of(night, by)
		found[span] = found.get(span, Trend()) + nights[night]
	return found
