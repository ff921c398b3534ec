"""The list of students as colleges keep it in Excel or CSV: which row holds the headers, what each column
means, what each row says about a student, and what is wrong with it.

Nothing here knows the database: rows come in as lists of text, StudentRow and Problem go out. Problems
carry codes; `services.people.student_import.messages` words them.
"""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import partial

from campus_safety.domain.people.identity_card import IdentityNumber, mask
from campus_safety.domain.people.student_columns import GUARDIANS, VOCABULARY
from campus_safety.domain.sheets import sheet_header
from campus_safety.domain.sheets import sheet_values as values
from campus_safety.domain.sheets import words as sheet_words
from campus_safety.domain.sheets.sheet_header import (
	Column,
	Header,
	Problem,
	Target,
	is_example,
	is_remark,
	is_sum,
	text_of,
)
from campus_safety.domain.sheets.sheet_values import BadValue


@dataclass(frozen=True)
class GuardianRow:
	"""A parent. Lists that give only a number leave `name` empty: the parent is then called after the
	student."""

	name: str
	mobile: str | None
	relation: str | None
	mobile_target: str = "guardian_mobile"

	def name_for(self, student_name: str) -> str:
		"""张三家长, 张三父亲: as lists and address books call them."""
		if self.name:
			return self.name
		word = self.relation if self.mobile_target != "guardian_mobile" else "家长"
		return f"{student_name}{word}"


@dataclass
class StudentRow:
	"""What one row of the file says. Only what is written there is in `fields`: an empty cell says
	nothing."""

	row: int
	fields: dict[str, object]
	guardians: list[GuardianRow] = field(default_factory=list)

	@property
	def student_no(self) -> str:
		return self.fields["student_no"]

	@property
	def key(self) -> str:
		"""The database does not tell capitals from small letters; neither do we."""
		return self.fields["student_no"].casefold()


@dataclass
class Reading:
	"""The whole file: rows that can be taken so far, and every problem, in the order of the file.

	notes: what was read in another way than it stands there, of rows that are taken. refused_keys: students whose rows are not.
	"""

	rows: list[StudentRow]
	problems: list[Problem]
	refused_rows: set[int]
	notes: list[Problem] = field(default_factory=list)
	refused_keys: set[str] = field(default_factory=set)

	def refuse(self, problem: Problem) -> None:
		self.problems.append(problem)
		self.refused_rows.add(problem.row)


# reading the rows


def read_rows(rows: Sequence[Sequence[str | None]], header: Header, today: date) -> Reading:
	"""Every row below the header. `rows` is the whole sheet from its first row on, so that numbers agree
	with it.

	A cell that is None could not be read by the spreadsheet itself (#N/A, #REF!).
	"""
	reader = _Reader(header, today)
	for index in range(header.row + 1, len(rows)):
		reader.take(rows[index], index + 1)
	reading = reader.reading
	_doubt_lost_digits(reading, reader.columns)
	_refuse_repeats(reading, {target: column.header for target, column in reader.columns.items()})
	reading.refused_keys |= {row.key for row in reading.rows if row.row in reading.refused_rows}
	reading.rows = [row for row in reading.rows if row.row not in reading.refused_rows]
	reading.notes = [note for note in reading.notes if note.row not in reading.refused_rows]
	reading.problems.sort(key=lambda problem: problem.row)
	return reading


# what many students have in common: each spelling is read once
_REMEMBERED = frozenset(
	"gender id_type birth_date college unit grade building dormitory bed_no residence_type status admission_date "
	"guardian_relation guardian2_relation".split()
)
# what is no mistake of the row: the cell is left out, and the preview says so
TOLD = frozenset(("guardian_dead",))
_PARENTS = frozenset(names[0] for names in GUARDIANS)
_MARKS = re.compile("[(（\\[［{｛【〔《*＊★☆]")


class _Memory(dict):
	"""{cell: what it says}."""

	def __init__(self, read: Callable[[str | None], object]):
		super().__init__()
		self._read = read

	def __missing__(self, raw: str | None) -> object:
		found = self[raw] = self._read(raw)
		return found


class _Reader:
	def __init__(self, header: Header, today: date):
		self.today = today
		self.columns: dict[str, Column] = {
			column.target: column for column in header.columns if column.target
		}
		self.places = [(column.index, target) for target, column in self.columns.items()]
		self.readers = {target: self._reader_of(target) for target in self.columns}
		self.guardians = [names for names in GUARDIANS if not self.columns.keys().isdisjoint(names)]
		self.reading = Reading([], [], set())

	def take(self, cells: Sequence[str | None], number: int) -> None:
		texts, width = {}, len(cells)
		for index, target in self.places:
			cell = cells[index] if index < width else ""
			if cell is None or (cell and not cell.isspace()):
				texts[target] = cell
		if not texts or is_remark(texts.values()) or _is_header_again(texts):
			return
		if is_sum(texts.values(), texts.get("student_no")) or is_example([texts.get("student_no")]):
			return
		problems, fields = [], {}
		for target, raw in texts.items():
			value = self.readers[target](raw) if target != "id_no" else self._paper(raw, texts)
			if isinstance(value, BadValue):
				found = self._problem(number, target, raw, value.code, value.args_)
				(self.reading.notes if value.code in TOLD else problems).append(found)
			elif value is not None:
				fields[target] = value
				if target in _PARENTS and _MARKS.search(raw):
					self.reading.notes.append(self._problem(number, target, raw, "guardian_remark", ()))
		if not fields and not problems:
			return
		problems += self._check_row(fields, {problem.column for problem in problems}, texts, number)
		for problem in problems:
			self.reading.refuse(problem)
		if problems and "student_no" in fields:
			self.reading.refused_keys.add(fields["student_no"].casefold())
		if not problems:
			self.reading.rows.append(_student(number, fields, self.guardians))

	def _problem(self, number: int, target: str, raw: str | None, code: str, args: tuple) -> Problem:
		column = self.columns.get(target)
		return Problem(number, column.header if column else "", shown(target, raw), code, args)

	def _reader_of(self, target: str) -> Callable[[str | None], object]:
		"""What a cell says: a value, None, or the BadValue for which it is refused."""
		read = partial(self._said, VOCABULARY.by_name[target])
		return _Memory(read).__getitem__ if target in _REMEMBERED else read

	def _said(self, target: Target, raw: str | None) -> object:
		try:
			text = text_of(raw, target.longest)
			if text is None:
				return None
			if target.name == "birth_date" and (found := values.month(text)):
				return found  # 出生年月: compared with the identity number, never made up into a day
			return target.read(text, self.today) if target.needs_today else target.read(text)
		except BadValue as error:
			return error

	def _paper(self, raw: str | None, texts: dict) -> object:
		"""The number of the paper that the row names; without a word for it, of an identity card."""
		kind = self.readers["id_type"](texts["id_type"]) if "id_type" in texts else None
		try:
			text = text_of(raw, 40)
			if text is None:
				return None
			if kind in (None, sheet_words.IDENTITY_CARD) or isinstance(kind, BadValue):
				return values.id_number(text, self.today)
			return values.paper_number(text)
		except BadValue as error:
			return error

	def _check_row(self, fields: dict, failed: set[str], texts: dict, number: int) -> list[Problem]:
		"""What two cells of one row say to each other. failed: headers of the cells that are refused already."""
		found = []

		def refuse(target: str, code: str, *args) -> None:
			found.append(self._problem(number, target, texts.get(target) or "", code, args))

		if "student_no" not in fields and not self._has_failed("student_no", failed):
			refuse("student_no", "student_no_missing")
		identity, birth, gender = fields.get("id_no"), fields.get("birth_date"), fields.get("gender")
		if isinstance(identity, IdentityNumber):
			if gender and gender != identity.gender:
				refuse("gender", "gender_differs")
			if birth and not _is_born(
				identity.birth_date, birth, texts["birth_date"], self.columns["birth_date"]
			):
				refuse("birth_date", "birth_differs", identity.birth_date.isoformat())
		elif isinstance(birth, tuple) and not self._has_failed("id_no", failed):
			refuse("birth_date", "date_without_day")
		return found

	def _has_failed(self, target: str, failed: set[str]) -> bool:
		return target in self.columns and self.columns[target].header in failed


def _student(number: int, fields: dict, parents: Iterable[tuple]) -> StudentRow:
	"""parents: those of `GUARDIANS` of whom the list has a column."""
	identity, kind = fields.get("id_no"), fields.pop("id_type", None)
	if isinstance(identity, IdentityNumber):
		fields["birth_date"] = identity.birth_date
		fields["gender"] = identity.gender
		fields["id_no"] = identity.digits
		kind = sheet_words.IDENTITY_CARD
	if identity:
		fields["id_type"] = kind
	guardians = []
	for name_field, mobile_field, relation_field, fixed in parents:
		name, mobile = fields.pop(name_field, None), fields.pop(mobile_field, None)
		relation = fields.pop(relation_field, None) if relation_field else fixed
		# 父亲 with neither name nor number tells nothing; one person in two columns is one guardian
		if (name or mobile) and not any(name and known.name == name for known in guardians):
			guardians.append(GuardianRow(name or "", mobile, relation, mobile_field))
	return StudentRow(number, fields, guardians)


def _is_born(born: date, said: date | tuple[int, int], raw: str, column: Column) -> bool:
	"""Whether a birth date, or year and month, agrees with the identity number. 2005.10 typed as a number is 2005.1; a month
	typed in a column 出生年月 becomes the first day of it."""
	if isinstance(said, tuple):
		typed_as_number = said[1] == 1 and raw.strip().endswith(".1")
		return (born.year, born.month) in (said, (said[0], 10) if typed_as_number else said)
	is_month = said.day == 1 and "年月" in column.header and "日" not in column.header
	return said == born or (is_month and (said.year, said.month) == (born.year, born.month))


def _doubt_lost_digits(reading: Reading, columns: dict[str, Column]) -> None:
	"""Where Excel has dropped digits of a column, a number in it that ends in noughts is doubted although it passes its check."""
	column = columns.get("id_no")
	lost = column and any(
		problem.column == column.header and problem.code == "digits_lost" for problem in reading.problems
	)
	for row in reading.rows if lost else ():
		number = row.fields.get("id_no")
		if number and number.endswith("000"):
			reading.refuse(Problem(row.row, column.header, mask(number), "digits_lost"))


def _refuse_repeats(reading: Reading, headers: dict[str, str]) -> None:
	"""One student, one row. The same row again is left out and said so; two rows that differ are both
	refused. headers: by target."""
	first: dict[str, StudentRow] = {}
	owner: dict[tuple, StudentRow] = {}
	for row in reading.rows:
		seen = first.setdefault(row.key, row)
		if seen is not row:
			same = seen.fields == row.fields and seen.guardians == row.guardians
			code = "repeated" if same else "repeated_differs"
			reading.refuse(Problem(row.row, headers["student_no"], row.student_no, code, (seen.row,)))
			if not same and seen.row not in reading.refused_rows:
				reading.refuse(Problem(seen.row, headers["student_no"], seen.student_no, code, (row.row,)))
			continue
		for target, code in (("id_no", "id_repeated"), ("card_no", "card_repeated")):
			value = row.fields.get(target)
			other = owner.setdefault((target, value), row) if value else row
			if other is not row:
				for here, there in ((row, other), (other, row)):
					if here.row not in reading.refused_rows:
						reading.refuse(
							Problem(here.row, headers[target], shown(target, value), code, (there.row,))
						)


def _is_header_again(texts: dict[str, str | None]) -> bool:
	"""The header repeated on each printed page."""
	text = texts.get("student_no")
	return bool(text) and not text[-1].isdigit() and VOCABULARY.target_of(text) == "student_no"


def shown(target: str | None, raw: str | None) -> str:
	"""The cell for the list of problems: short, and identity numbers masked (they are stored encrypted)."""
	if target != "id_no":
		return sheet_header.shown(raw)  # which masks what looks like an identity number
	text = values.plain(values.visible("".join(sign for sign in raw or "" if sign >= " ")))
	return mask(text) if len(text) > 8 else text
