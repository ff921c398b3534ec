"""What a system beside this one can give, and which of its records are taken: no database, no vendor's name.

A list of the host's comes as `HostRow`s, one for each of its records. Words of the host become words of the school; who is who is
settled by the host's own name of the record and by the student number. Nothing is ever removed: who is gone is told.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from campus_safety.domain.people import staff_columns, student_columns
from campus_safety.domain.people.room_words import plain_key
from campus_safety.domain.sheets.sheet_header import Target, make_target
from campus_safety.domain.sheets.sheet_values import plain

SITE, WECOM, DINGTALK = "This Site", "WeCom", "DingTalk"
SYSTEMS = (SITE, WECOM, DINGTALK)
DEPARTMENTS, CLASSES, TERMS, STUDENTS, STAFF = "Departments", "Classes", "Terms", "Students", "Staff"
LISTED = (STUDENTS, STAFF)  # go through an import, which a person can look through
BY_HAND_ONLY = (STAFF,)  # what gives rights here is started by a person
HOST_RECORD = "host_record"

INSTEAD, EMPTY, OUT = "Use Instead", "Leave the Cell Empty", "Leave the Record Out"
ANY = "*"  # said by whatever has no word of its own and is not understood by itself

TARGETS: dict[str, tuple[Target, ...]] = {
	DEPARTMENTS: (
		make_target("unit_name", "Unit Name", plain, ""),
		make_target("unit_type", "Unit Type", plain, ""),
	),
	CLASSES: (
		make_target("unit_name", "Unit Name", plain, ""),
		make_target("college", "College", plain, ""),
		make_target("grade", "Grade", plain, "", 20),
	),
	TERMS: (
		make_target("term_name", "Term Name", plain, ""),
		make_target("start_date", "Start Date", plain, ""),
		make_target("end_date", "End Date", plain, ""),
	),
	STUDENTS: tuple(target for target in student_columns.TARGETS if target.name != HOST_RECORD),
	STAFF: staff_columns.TARGETS,
}
# without which nothing can be read
NEEDED = {
	DEPARTMENTS: ("unit_name",),
	CLASSES: ("unit_name",),
	TERMS: ("term_name", "start_date", "end_date"),
	STUDENTS: ("student_no",),
	STAFF: ("staff_name", "position"),
}


@dataclass(frozen=True)
class HostRow:
	"""One record of the host. name: the host's own. active: not disabled, not left. values: text by target; only what says something."""

	name: str
	active: bool
	values: dict[str, str]


@dataclass(frozen=True)
class Refusal:
	"""Why a record is not taken: the host's name of it, which of our fields, what it says, code, arguments."""

	record: str
	target: str
	value: str
	code: str
	args: tuple = ()


# words


@dataclass(frozen=True)
class Word:
	"""What the administrator has said about one value of the host's."""

	target: str
	said: str
	effect: str
	meant: str = ""


class Words:
	"""knows: (target, value) → whether the list understands it without a word."""

	def __init__(self, words: Iterable[Word], knows: Callable[[str, str], bool]):
		self._of = {(word.target, _key(word.said)): word for word in words}
		self._targets = {target for target, _said in self._of}
		self._knows = knows
		self.left: Counter[tuple[str, str]] = Counter()  # (target, value) for which records were left out

	def translate(self, row: HostRow) -> HostRow | None:
		"""None: the record is left out."""
		if not self._targets.intersection(row.values):
			return row
		values = dict(row.values)
		for target in self._targets.intersection(values):
			word = self._find(target, values[target])
			if not word:
				continue
			if word.effect == OUT:
				self.left[target, values[target]] += 1
				return None
			if word.effect == EMPTY:
				del values[target]
			else:
				values[target] = word.meant
		return HostRow(row.name, row.active, values)

	def _find(self, target: str, value: str) -> Word | None:
		if word := self._of.get((target, _key(value))):
			return word
		other = self._of.get((target, ANY))
		return other if other and not self._knows(target, value) else None


def _key(text: str) -> str:
	return ANY if text.strip() == ANY else plain_key(text)


# who is who


@dataclass(frozen=True)
class Known:
	"""A student as stored here. record: the host's name of the record they came from."""

	number: str
	name: str
	record: str
	at_school: bool


@dataclass
class Sorted:
	"""taken: the rows that go on. gone: students here whose record the host has no longer. off: those it has switched off."""

	taken: list[HostRow] = field(default_factory=list)
	refused: list[Refusal] = field(default_factory=list)
	gone: list[Known] = field(default_factory=list)
	off: list[Known] = field(default_factory=list)


def sort_students(rows: Sequence[HostRow], known: Sequence[Known], records: frozenset[str]) -> Sorted:
	"""Which rows are about whom. records: every name that the host has, of rows that were left out, too.

	A record whose number has changed, and a number that a new record has from one that is gone, are refused by name: taken as they
	stand, one person would be here twice, or two would be one.
	"""
	by_number = {student.number.casefold(): student for student in known}
	by_record = {student.record: student for student in known if student.record}
	found, numbers = Sorted(), set()
	for row in rows:
		number = row.values.get("student_no", "")
		mine, theirs = by_record.get(row.name), by_number.get(number.casefold())
		if not row.active:
			student = mine or theirs
			if student and student.at_school:
				found.off.append(student)
			numbers.add(number.casefold())
			continue
		refusal = _of_another(row, number, mine, theirs, records)
		if refusal:
			found.refused.append(refusal)
		else:
			found.taken.append(row)
		numbers.add(number.casefold())
	found.gone = [
		student
		for student in by_record.values()
		if student.at_school and student.record not in records and student.number.casefold() not in numbers
	]
	return found


def _of_another(
	row: HostRow, number: str, mine: Known | None, theirs: Known | None, records: frozenset[str]
) -> Refusal | None:
	if number and mine and mine.number.casefold() != number.casefold():
		return Refusal(row.name, "student_no", number, "host_number_changed", (mine.number, number))
	if not theirs or theirs.record in ("", row.name) or theirs.record in records:
		return None  # nobody's yet, its own, or two records that still stand: those the list itself refuses
	if plain_key(theirs.name) == plain_key(row.values.get("student_name", theirs.name)):
		return None  # the record was renamed
	return Refusal(row.name, "student_no", number, "host_number_reused", (theirs.name, theirs.record))


def too_much(changed: int, gone: int, total: int, most: int) -> bool:
	"""Whether so many changes (of `total` that are here already) wait for a person. most: percent; none of few is ever held back by 1."""
	return changed + gone > max(1, total * most / 100)


def texts(values: Mapping[str, object]) -> dict[str, str]:
	"""Stored values as the cells of a list would show them; what says nothing is left out."""
	shown = {target: "" if value is None else str(value).strip() for target, value in values.items()}
	return {target: text for target, text in shown.items() if text}
