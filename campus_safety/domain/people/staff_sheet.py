"""The list of staff and their posts as offices keep it in Excel: what each row says about a person, and what is wrong with it.

Nothing here knows the database: rows come in as lists of text, StaffRow and Problem go out. Several rows may be about one
person: who they are about is settled by staff number, else address, else mobile number.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from campus_safety.domain.people.room_words import plain_key
from campus_safety.domain.people.staff_columns import VOCABULARY
from campus_safety.domain.sheets.sheet_header import (
	Column,
	Header,
	Problem,
	is_example,
	is_remark,
	is_sum,
	shown,
	text_of,
)
from campus_safety.domain.sheets.sheet_values import BadValue

LISTS = frozenset(("position", "scope"))
_LINE_BREAK = re.compile(r"[\r\n\v]+|_x000[aAdD]_")
IDENTIFYING = ("staff_no", "email", "mobile")


@dataclass
class StaffRow:
	"""What one row of the file says. Only what is written there is in `fields`: an empty cell says nothing."""

	row: int
	fields: dict[str, object]

	@property
	def key(self) -> str:
		"""Whom the row is about, within the file."""
		return next(f"{name}|{self.fields[name]}".casefold() for name in IDENTIFYING if name in self.fields)


@dataclass
class Reading:
	"""The whole file: rows that can be taken so far, and every problem, in the order of the file.

	refused_keys: persons whom a refused row is about: they are in the list all the same."""

	rows: list[StaffRow]
	problems: list[Problem]
	refused_keys: set[str] = field(default_factory=set)


def read_rows(rows: Sequence[Sequence[str | None]], header: Header, today: date) -> Reading:
	"""Every row below the header. `rows` is the whole sheet from its first row on. A cell that is None could not be read."""
	reader = _Reader(header, today)
	for index in range(header.row + 1, len(rows)):
		reader.take(rows[index], index + 1)
	reading = reader.reading
	_refuse_contradictions(reading, reader.columns)
	reading.problems.sort(key=lambda problem: problem.row)
	return reading


class _Reader:
	def __init__(self, header: Header, today: date):
		self.today = today
		self.columns: dict[str, Column] = {
			column.target: column for column in header.columns if column.target
		}
		self.reading = Reading([], [])

	def take(self, cells: Sequence[str | None], number: int) -> None:
		texts = {}
		for target, column in self.columns.items():
			cell = cells[column.index] if column.index < len(cells) else ""
			if cell is None or cell.strip():
				texts[target] = cell
		if not texts or is_remark(texts.values()) or is_sum(texts.values(), texts.get("staff_no")):
			return
		if is_example(texts.values()) or VOCABULARY.target_of(texts.get("staff_name")) == "staff_name":
			return
		problems, fields = [], {}
		for target, raw in texts.items():
			try:
				value = self._value(raw, target)
			except BadValue as error:
				problems.append(self._problem(number, target, raw, error.code, error.args_))
			else:
				if value:
					fields[target] = value
		failed = {problem.column for problem in problems}
		for target, code in (("staff_name", "staff_name_missing"), ("position", "position_missing")):
			if target not in fields and self._header(target) not in failed:
				problems.append(self._problem(number, target, "", code))
		if not any(name in fields or self._header(name) in failed for name in IDENTIFYING):
			problems.append(self._problem(number, "staff_no", "", "nobody_named"))
		row = StaffRow(number, fields)
		if not problems:
			self.reading.rows.append(row)
			return
		self.reading.problems += problems
		if any(name in fields for name in IDENTIFYING):
			self.reading.refused_keys.add(row.key)

	def _value(self, raw: str | None, name: str):
		target = VOCABULARY.by_name[name]
		if raw and name in LISTS:
			raw = _LINE_BREAK.sub("、", raw.strip())  # a class on each line of the cell
		text = text_of(raw, target.longest)
		if text is None:
			return None
		return target.read(text, self.today) if target.needs_today else target.read(text)

	def _header(self, target: str) -> str:
		return self.columns[target].header if target in self.columns else ""

	def _problem(self, row: int, target: str, raw: str | None, code: str, args: tuple = ()) -> Problem:
		return Problem(row, self._header(target), shown(raw), code, args)


def _refuse_contradictions(reading: Reading, columns: dict[str, Column]) -> None:
	"""Rows of one person agree about name, address and telephone; no two persons share an address or a telephone."""
	first: dict[str, StaffRow] = {}
	owner: dict[tuple, StaffRow] = {}
	refused: set[int] = set()

	def refuse(row: StaffRow, target: str, code: str, other: StaffRow) -> None:
		column = columns[target].header
		value = shown(str(row.fields.get(target, "")))
		reading.problems.append(Problem(row.row, column, value, code, (other.row,)))
		reading.refused_keys.add(row.key)
		refused.add(row.row)

	for row in reading.rows:
		seen = first.setdefault(row.key, row)
		for target, code in (
			("staff_name", "name_differs"),
			("email", "email_differs"),
			("mobile", "mobile_differs"),
		):
			said, before = row.fields.get(target), seen.fields.get(target)
			if said and before and plain_key(said) != plain_key(before):
				refuse(row, target, code, seen)
		for target in ("email", "mobile"):
			value = row.fields.get(target)
			other = owner.setdefault((target, value), row) if value else row
			if other.key != row.key:
				refuse(row, target, f"{target}_repeated", other)
	reading.rows = [row for row in reading.rows if row.row not in refused]
