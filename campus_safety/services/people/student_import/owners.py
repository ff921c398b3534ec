"""Whose an identity number is already: a person has one student number, and the list may name another."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

import frappe

from campus_safety.access.secrets import decrypt
from campus_safety.domain.people import identity_card
from campus_safety.domain.people.student_sheet import StudentRow
from campus_safety.domain.sheets.words import IDENTITY_CARD
from campus_safety.engines.sets.bulk_select import select_rows
from campus_safety.records.students import LEFT_SCHOOL

STUDENT = "Campus Student"
READ_CHUNK = 2000


@dataclass(frozen=True)
class Owner:
	name: str
	status: str


class Owners:
	"""Of the numbers in `rows`. Only masks are stored in clear: those that agree are decrypted, with the birth date of the
	number, which few people share."""

	def __init__(self, rows: Sequence[StudentRow]):
		self._of: dict[str, list[Owner]] = defaultdict(list)
		numbers = {row.fields["id_no"]: row for row in rows if "id_no" in row.fields}
		if numbers:
			self._read(self._candidates(numbers))

	def other(self, row: StudentRow) -> Owner | None:
		"""Another student than the row's with its number, one who is at school first."""
		found = [
			owner for owner in self._of.get(row.fields.get("id_no"), ()) if owner.name.casefold() != row.key
		]
		return min(found, key=lambda owner: owner.status in LEFT_SCHOOL, default=None)

	@staticmethod
	def _candidates(numbers: dict[str, StudentRow]) -> dict[str, list[str]]:
		"""{student: numbers that may be theirs}, without those whose row names that very student."""
		table = frappe.qb.DocType(STUDENT)
		stored = defaultdict(list)
		for name, masked, birth in (
			frappe.qb.from_(table).select(table.name, table.id_no, table.birth_date).where(table.id_no != "")
		).run():
			stored[masked].append((name, birth))
		found = defaultdict(list)
		for number, row in numbers.items():
			born = row.fields.get("birth_date") if row.fields.get("id_type") == IDENTITY_CARD else None
			for name, birth in stored.get(identity_card.mask(number), ()):
				if name.casefold() != row.key and (not born or not birth or born == birth):
					found[name].append(number)
		return found

	def _read(self, candidates: dict[str, list[str]]) -> None:
		names = list(candidates)
		for start in range(0, len(names), READ_CHUNK):
			part = names[start : start + READ_CHUNK]
			for name, status, sealed in select_rows(
				STUDENT, ("name", "status", "id_no_encrypted"), "name", part
			):
				number = decrypt(sealed) if sealed else None
				if number in candidates[name]:
					self._of[number].append(Owner(name, status))
