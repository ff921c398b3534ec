"""How fast an absence was answered 核查用时 (domain §5 KPI): minutes from the finding, and who closed within a day."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from campus_safety.domain.averages import mean
from campus_safety.domain.people.network import rate

ONE_DAY = timedelta(hours=24)


@dataclass(frozen=True)
class CaseTimes:
	"""The moments of one case; None is what has not happened yet. steps: highest step of the ladder it has reached."""

	detected: datetime
	taken: datetime | None = None
	located: datetime | None = None
	cleared: datetime | None = None
	closed: datetime | None = None
	steps: int = 0

	def minutes_to(self, moment: datetime | None) -> int | None:
		"""Whole minutes from the finding; a moment written before it counts as none."""
		if moment is None:
			return None
		return max(0, int((moment - self.detected).total_seconds() // 60))

	def closed_in_a_day(self, now: datetime) -> bool | None:
		"""None while it may still come out either way."""
		if self.closed is not None:
			return self.closed - self.detected <= ONE_DAY
		return False if now - self.detected > ONE_DAY else None


@dataclass(frozen=True)
class Speed:
	"""Many cases together. decided: those of which it is known whether a day was kept."""

	cases: int
	open: int
	minutes_to_take: float | None
	minutes_to_locate: float | None
	minutes_to_close: float | None
	decided: int
	closed_in_a_day: int
	most_steps: int

	@property
	def closing_rate(self) -> float | None:
		"""24 h 闭环率."""
		return rate(self.closed_in_a_day, self.decided)


def speed_of(cases: Iterable[CaseTimes], now: datetime) -> Speed:
	cases = list(cases)
	answers = [answer for case in cases if (answer := case.closed_in_a_day(now)) is not None]
	return Speed(
		cases=len(cases),
		open=sum(case.closed is None for case in cases),
		minutes_to_take=mean(case.minutes_to(case.taken) for case in cases),
		minutes_to_locate=mean(case.minutes_to(case.located) for case in cases),
		minutes_to_close=mean(case.minutes_to(case.closed) for case in cases),
		decided=len(answers),
		closed_in_a_day=sum(answers),
		most_steps=max((case.steps for case in cases), default=0),
	)
