"""Rates of fulfilled duties: how many were due, in time, late, missed."""

from collections.abc import Iterable
from dataclasses import dataclass

from campus_safety.domain.duties.obligation import State

FEWEST = 5  # key students that a number may stand for, before whoever only counts: fewer would point at somebody (domain §6)


@dataclass(frozen=True)
class Coverage:
	"""Counts of duties of one kind. Exempt ones and those still open are not due."""

	done: int = 0
	late: int = 0
	missed: int = 0
	open: int = 0
	exempt: int = 0

	@classmethod
	def of(cls, states: Iterable[State]) -> "Coverage":
		found = list(states)
		return cls(
			done=found.count(State.DONE),
			late=found.count(State.DONE_LATE),
			missed=found.count(State.OVERDUE),
			open=found.count(State.OPEN),
			exempt=found.count(State.EXEMPT),
		)

	@property
	def due(self) -> int:
		"""What can be judged: fulfilled, or past its date."""
		return self.done + self.late + self.missed

	@property
	def owed(self) -> int:
		"""Everything that is or was to be done, the open ones included."""
		return self.due + self.open

	def merit(self, late_credit: float = 0.5) -> float | None:
		"""What an assessment gives for those that can be judged: percent, two decimals, late ones in part. None when
		nothing was due."""
		if not self.due:
			return None
		return round(100 * (self.done + late_credit * self.late) / self.due, 2)

	@property
	def covered(self) -> float | None:
		"""Coverage 覆盖率: percent, two decimals, of all owed that is fulfilled, in time or late. What is still open
		counts as not done (domain §2). None when nothing is owed."""
		return round(100 * (self.done + self.late) / self.owed, 2) if self.owed else None

	@property
	def in_time(self) -> float | None:
		"""Percent 及时率, two decimals, of all owed that was fulfilled in time. None when nothing is owed."""
		return round(100 * self.done / self.owed, 2) if self.owed else None

	def __add__(self, other: "Coverage") -> "Coverage":
		return Coverage(
			self.done + other.done,
			self.late + other.late,
			self.missed + other.missed,
			self.open + other.open,
			self.exempt + other.exempt,
		)
