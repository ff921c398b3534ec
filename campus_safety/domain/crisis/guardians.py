"""The ladder by which guardians are reached: three numbers, other kin, police or village committee, courier (domain §12).

Each try is a row. Whatever the ladder says next, a person may go further at once: it never keeps anybody from calling.
"""

from collections.abc import Sequence
from dataclasses import dataclass

GUARDIAN, KIN, AUTHORITY, COURIER = "Guardian", "Other Relative", "Police or Village Committee", "Courier"
RUNGS = (GUARDIAN, KIN, AUTHORITY, COURIER)
REACHED = "Reached"
NUMBERS = 3


@dataclass(frozen=True)
class Try:
	"""One row: on which rung, which number was called, what came of it."""

	rung: str
	number: str
	result: str


@dataclass(frozen=True)
class Next:
	"""What to try now. numbers: those of the guardians not tried yet, where the rung is theirs."""

	rung: str
	numbers: tuple[str, ...] = ()


def digits(number: str | None) -> str:
	return "".join(character for character in number or "" if character.isdigit())


def get_next(tries: Sequence[Try], guardians: Sequence[str]) -> Next | None:
	"""None once a guardian or near relative was reached. The courier's letter is never the end: a rung may be tried again."""
	if any(each.result == REACHED and each.rung in (GUARDIAN, KIN) for each in tries):
		return None
	called = {digits(each.number) for each in tries}
	left = tuple(number for number in guardians[:NUMBERS] if digits(number) not in called)
	if left:
		return Next(GUARDIAN, left)
	tried = {each.rung for each in tries}
	rung = next((rung for rung in RUNGS[1:] if rung not in tried), COURIER)
	return Next(rung)
