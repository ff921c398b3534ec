"""The course of a dispute: what each step needs, and who of it has agreed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

FOUND, REGISTERED, MEDIATING, RESOLVED, REVISITED, CLOSED = (
	"Found",
	"Registered",
	"Mediating",
	"Resolved",
	"Revisited",
	"Closed",
)
OPEN = (REGISTERED, MEDIATING)  # until its deadline
SIDES = ("First Side", "Second Side")
AGREEMENT, WITHDRAWN, REFERRED = "Agreement", "Withdrawn", "Referred"
KEPT, BROKEN = "Kept", "Broken"
GRAVE = ("Larger", "Major")


@dataclass(frozen=True)
class Party:
	"""who: the student, the account, or the words, never two of them."""

	side: str
	who: tuple[str, ...]
	agrees: bool = False


def sides_missing(parties: Sequence[Party]) -> list[str]:
	return [side for side in SIDES if side not in {party.side for party in parties}]


def not_agreed(parties: Sequence[Party]) -> list[int]:
	"""Numbers of the rows, from 1, of who has not agreed."""
	return [number for number, party in enumerate(parties, 1) if not party.agrees]


def last_day(found: date, days: int) -> date:
	return found + timedelta(days=days)


def is_overdue(status: str, deadline: date | None, revisit_due: date | None, today: date) -> bool:
	"""Not settled by its day, or not revisited."""
	due = deadline if status in OPEN else revisit_due if status == RESOLVED else None
	return due is not None and due < today
