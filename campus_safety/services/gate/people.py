"""The students behind the numbers, and behind the cards."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from campus_safety.domain.gate.passage import Passage
from campus_safety.engines.sets.bulk_select import select_rows

STUDENT = "Campus Student"
READ_CHUNK = 5000


@dataclass(frozen=True)
class Person:
	"""A student as an event carries them: class, college and building of the day."""

	name: str
	unit: str
	college: str | None
	building: str | None


def find_people(numbers: Iterable[str]) -> dict[str, Person]:
	"""{casefolded number: Person}; a number that nobody has is not there. One query per five thousand numbers."""
	wanted, found = sorted(set(numbers)), {}
	columns = ("student_no", "name", "unit", "college", "dormitory_building")
	for start in range(0, len(wanted), READ_CHUNK):
		rows = select_rows(STUDENT, columns, "student_no", wanted[start : start + READ_CHUNK])
		found |= {row[0].casefold(): Person(*row[1:]) for row in rows}
	return found


def with_owners(passages: Sequence[Passage]) -> list[Passage]:
	"""Passages that name only a card get the student whose card it is today; where nobody's, or two students', it stays open."""
	cards, owners = sorted({passage.card_no for passage in passages if not passage.student_no}), {}
	for start in range(0, len(cards), READ_CHUNK):
		for card, number in select_rows(
			STUDENT, ("card_no", "student_no"), "card_no", cards[start : start + READ_CHUNK]
		):
			owners.setdefault(card.casefold(), set()).add(number)
	return [
		passage if passage.student_no else _owned(passage, owners.get(passage.card_no.casefold(), set()))
		for passage in passages
	]


def _owned(passage: Passage, owners: set[str]) -> Passage:
	return replace(passage, student_no=min(owners)) if len(owners) == 1 else passage
