"""The work report 落实情况报告 (domain §20): when it is late, what its seal covers, what its figures are made of."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

REMIND_DAYS = (3, 1, 0, -1)  # before the deadline [P]; -1: the day after
SEALED = ("round", "unit", "overview", "approved_by", "approved_at", "paper_received_at", "paper_signed_by")
SEALED_OF_CLAUSE = ("number", "title", "figures", "unmet", "evidence", "done", "problems", "next")


@dataclass(frozen=True)
class Missed:
	"""A rule, or tasks where `what` is empty, that was not met so often."""

	what: str
	number: int


@dataclass(frozen=True)
class Figures:
	"""Of one clause and one unit: duties and tasks of the period."""

	done: int = 0
	late: int = 0
	missed: int = 0
	open: int = 0
	tasks_done: int = 0
	tasks_owed: int = 0
	unmet: tuple[Missed, ...] = ()
	hidden: bool = False  # duties about so few key students that their number would be a name

	@property
	def met(self) -> int:
		return self.done + self.late + self.tasks_done

	@property
	def owed(self) -> int:
		return self.done + self.late + self.missed + self.tasks_owed

	@property
	def rate(self) -> float | None:
		"""Percent, one decimal, of what can be judged; None where nothing was owed, never 100."""
		return round(100 * self.met / self.owed, 1) if self.owed else None


def is_late(deadline: datetime, sent: datetime | None, paper: datetime | None, now: datetime) -> bool:
	"""Both have to be there [N]: the later of the two counts, and what is missing counts from now."""
	return max(sent or now, paper or now) > deadline


def seal(head: Mapping[str, str], clauses: Sequence[Mapping]) -> str:
	"""SHA-256 of the words and figures, in one notation."""
	text = json.dumps(
		[dict(head), [dict(row) for row in clauses]], ensure_ascii=False, sort_keys=True, default=str
	)
	return hashlib.sha256(text.encode()).hexdigest()
