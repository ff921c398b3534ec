"""Workbooks as rows of text, by either of two readers that give the same answers.

openpyxl reads every workbook; calamine (the extra `fast-sheets`) reads plain ones eight times as fast.
"""

import io
from collections.abc import Callable, Sequence
from typing import Protocol

import openpyxl
import pandas as pd

from campus_safety.domain.sheets.sheet_header import Header
from campus_safety.engines.sheets.file_check import FileRefused, Limits
from campus_safety.engines.sheets.plain_workbook import open_plain

MOST_SHEETS = 50
Cell = str | None  # None: the spreadsheet itself shows an error there (#N/A)
FindHeader = Callable[[Sequence[Sequence[str]]], Header | None]


class Book(Protocol):
	"""names: of the visible sheets, in their order."""

	names: list[str]

	def rows(self, name: str, most: int, width: int | None = None) -> list[list[Cell]]:
		"""The first `most` rows of a sheet, row 1 first; `width`: no more columns than these."""


def open_book(content: bytes, limits: Limits) -> Book:
	"""Errors: FileRefused damaged, too_many_sheets."""
	book = open_plain(content, limits) or _AnyBook(content)
	if len(book.names) > MOST_SHEETS:
		raise FileRefused("too_many_sheets", len(book.names), MOST_SHEETS)
	return book


class _AnyBook:
	"""pandas over openpyxl."""

	def __init__(self, content: bytes):
		# opened here and handed to pandas: with its own default pandas would see the last results of formulas,
		# not the formulas, and the argument that changes this is refused by pandas 2.1
		try:
			book = openpyxl.load_workbook(
				io.BytesIO(content), read_only=True, data_only=False, keep_links=False
			)
			self.names = [sheet.title for sheet in book.worksheets if sheet.sheet_state == "visible"]
			self._file = pd.ExcelFile(book, engine="openpyxl")
		except Exception as error:  # whatever a broken file makes the parsers raise
			raise FileRefused("damaged") from error

	def rows(self, name: str, most: int, width: int | None = None) -> list[list[Cell]]:
		try:
			frame = self._file.parse(
				name,
				header=None,
				dtype=str,
				keep_default_na=False,
				na_filter=False,
				nrows=most,
				usecols=None if width is None else list(range(width)),
			)
		except Exception as error:
			raise FileRefused("damaged") from error
		return [
			[cell if isinstance(cell, str) else None for cell in row]
			for row in frame.itertuples(index=False, name=None)
		]
