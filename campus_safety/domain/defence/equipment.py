"""Guards' equipment 八件套 (domain §17): what is missing, and what expires next."""

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

GOOD = "Good"


class Line(NamedTuple):
	standard: int
	actual: int
	condition: str
	expiry: date | None


def shortfall(lines: Iterable[Line], today: date) -> int:
	"""So many pieces are missing, damaged or expired, of what should be there; more of one makes up for none of another."""
	return sum(max(0, line.standard - _usable(line, today)) for line in lines)


def next_expiry(lines: Iterable[Line]) -> date | None:
	"""Of what is there and good."""
	return min((line.expiry for line in lines if line.expiry and line.actual), default=None)


def _usable(line: Line, today: date) -> int:
	expired = line.expiry is not None and line.expiry < today
	return line.actual if line.condition == GOOD and not expired else 0
