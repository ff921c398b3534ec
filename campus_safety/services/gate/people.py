"""The students behind the numbers."""

from collections.abc import Iterable
from dataclasses import dataclass

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
