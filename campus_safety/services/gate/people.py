"""The students behind the numbers."""

from collections.abc import Iterable
from dataclasses import dataclass

import frappe

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
	table = frappe.qb.DocType(STUDENT)
	for start in range(0, len(wanted), READ_CHUNK):
		rows = (
			frappe.qb.from_(table)
			.select(table.student_no, table.name, table.unit, table.college, table.dormitory_building)
			.where(table.student_no.isin(wanted[start : start + READ_CHUNK]))
			.run()
		)
		found |= {row[0].casefold(): Person(*row[1:]) for row in rows}
	return found
