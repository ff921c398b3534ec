"""Workbooks as rows of text, by either of two readers that give the same answers.

openpyxl reads every workbook; calamine (the extra `fast-sheets`) reads plain ones eight times as fast.
"""

import io
from collections.abc import Callable, Sequence
from typing import Protocol

import openpyxl

from campus_safety.domain.sheets.number_form import as_text
from campus_safety.domain.sheets.sheet_header import Header
from campus_safety.engines.sheets.file_check import FileRefused, Limits
from campus_safety.engines.sheets.marks import Marks, read_marks
from campus_safety.engines.sheets.plain_workbook import open_plain

MOST_SHEETS = 50
Cell = str | None  # None: the spreadsheet itself shows an error there (#N/A)
FindHeader = Callable[[Sequence[Sequence[str]]], Header | None]


class Book(Protocol):
	"""names: of the visible sheets, in their order."""

	names: list[str]

	def rows(self, name: str, most: int, width: int | None = None) -> list[list[Cell]]:
		"""The first `most` rows of a sheet, row 1 first; `width`: no more columns than these."""

	def marks(self, name: str) -> Marks:
		"""Merged cells and hidden rows of a sheet."""


def open_book(content: bytes, limits: Limits) -> Book:
	"""Errors: FileRefused damaged, too_many_sheets."""
	book = open_plain(content, limits) or _AnyBook(content)
	if len(book.names) > MOST_SHEETS:
		raise FileRefused("too_many_sheets", len(book.names), MOST_SHEETS)
	return book


class _AnyBook:
	"""openpyxl, whose cells know their number format: pandas would lose it, and with it the noughts in front."""

	def __init__(self, content: bytes):
		try:
			# formulas as they stand there, not their last results
			self._book = openpyxl.load_workbook(
				io.BytesIO(content), read_only=True, data_only=False, keep_links=False
			)
		except Exception as error:  # whatever a broken file makes the parser raise
			raise FileRefused("damaged") from error
		self.names = [sheet.title for sheet in self._book.worksheets if sheet.sheet_state == "visible"]
		self._content = content

	def rows(self, name: str, most: int, width: int | None = None) -> list[list[Cell]]:
		try:
			sheet = self._book[name]
			sheet.reset_dimensions()  # what a file says about its size is often wrong
			rows = [[_text(cell) for cell in row] for row in sheet.iter_rows(max_row=most, max_col=width)]
		except Exception as error:
			raise FileRefused("damaged") from error
		return _even(rows)

	def marks(self, name: str) -> Marks:
		return read_marks(self._content, name)


def _text(cell) -> Cell:
	value = cell.value
	if value is None:
		return ""
	if type(value) is str:
		return None if cell.data_type == "e" else value
	if isinstance(value, int | float) and not isinstance(value, bool):
		return as_text(value, cell.number_format)
	return str(value)


def _even(rows: list[list[Cell]]) -> list[list[Cell]]:
	"""All rows of one length, without the blank ones at the end."""
	while rows and not any(cell != "" for cell in rows[-1]):
		rows.pop()
	width = max((_filled(row) for row in rows), default=0)
	return [row[:width] + [""] * (width - len(row)) for row in rows]


def _filled(row: list[Cell]) -> int:
	length = len(row)
	while length and row[length - 1] == "":
		length -= 1
	return length
