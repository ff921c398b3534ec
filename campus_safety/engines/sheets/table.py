"""The sheet with the list as rows of text, in the places in which a spreadsheet shows them."""

import csv
import io
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

import openpyxl
import pandas as pd

from campus_safety.domain.sheets.sheet_header import LOOK_FOR_HEADER, Header
from campus_safety.engines.sheets.file_check import FileRefused, Kind, Limits, kind_of

MOST_SHEETS = 50
SEPARATORS = (",", "\t", ";", "|")
Cell = str | None  # None: the spreadsheet itself shows an error there (#N/A)
FindHeader = Callable[[Sequence[Sequence[str]]], Header | None]


@dataclass(frozen=True)
class Table:
	"""rows[0] is row 1 of the sheet. `sheet` is empty for a text file, `encoding` for a workbook."""

	rows: list[list[Cell]]
	header: Header
	sheet: str
	other_sheets: tuple[str, ...] = ()
	encoding: str = ""


def read_table(content: bytes, limits: Limits, find_header: FindHeader) -> Table:
	"""find_header: rows → the headers of the kind of list that is looked for, or None.

	Errors: FileRefused when the file is dangerous, damaged, too large, or holds no such list.
	"""
	if kind_of(content, limits) is Kind.XLSX:
		return _read_workbook(content, limits, find_header)
	return _read_text(content, limits, find_header)


# workbooks


def _read_workbook(content: bytes, limits: Limits, find_header: FindHeader) -> Table:
	# opened here and handed to pandas: with its own default pandas would see the last results of formulas,
	# not the formulas, and the argument that changes this is refused by pandas 2.1
	try:
		book = openpyxl.load_workbook(io.BytesIO(content), read_only=True, data_only=False, keep_links=False)
	except Exception as error:  # whatever a broken file makes the parsers raise
		raise FileRefused("damaged") from error
	names = [sheet.title for sheet in book.worksheets if sheet.sheet_state == "visible"]
	if len(names) > MOST_SHEETS:
		raise FileRefused("too_many_sheets", len(names), MOST_SHEETS)
	try:
		with pd.ExcelFile(book, engine="openpyxl") as file:
			return _first_with_header(file, names, limits, find_header)
	except FileRefused:
		raise
	except Exception as error:
		raise FileRefused("damaged") from error


def _first_with_header(
	file: pd.ExcelFile, names: list[str], limits: Limits, find_header: FindHeader
) -> Table:
	widest = 0
	for name in names:
		top = _rows_of(_parse(file, name, nrows=LOOK_FOR_HEADER + 1))
		header = find_header(_words(top))
		if not header:
			widest = max(widest, _width(top))
			continue
		_check_width(top, limits)
		last = max(column.index for column in header.columns) + 1
		frame = _parse(file, name, nrows=limits.rows + header.row + 2, usecols=range(last))
		return _checked(
			_rows_of(frame), header, limits, name, tuple(other for other in names if other != name)
		)
	if widest > limits.columns:
		raise FileRefused("too_many_columns", widest, limits.columns)
	raise FileRefused("no_header")


def _parse(file: pd.ExcelFile, name: str, **how) -> pd.DataFrame:
	if "usecols" in how:
		how["usecols"] = list(how["usecols"])
	return file.parse(name, header=None, dtype=str, keep_default_na=False, na_filter=False, **how)


# text files


def _read_text(content: bytes, limits: Limits, find_header: FindHeader) -> Table:
	text, encoding = decode(content)
	separator = _separator(text, find_header)
	width = 0
	try:
		for row in _split(text, separator):
			width = max(width, len(row))
	except csv.Error as error:
		raise FileRefused("broken_quotes") from error
	if width > limits.columns * 3:  # trailing separators are common, a table that wide is not
		raise FileRefused("too_many_columns", width, limits.columns)
	frame = pd.read_csv(
		io.StringIO(text),
		sep=separator,
		header=None,
		names=range(max(width, 1)),
		index_col=False,
		dtype=str,
		keep_default_na=False,
		na_filter=False,
		skip_blank_lines=False,
		nrows=limits.rows + LOOK_FOR_HEADER + 2,
	)
	rows = [
		[cell if isinstance(cell, str) else "" for cell in row]
		for row in frame.itertuples(index=False, name=None)
	]
	_check_width(rows[: LOOK_FOR_HEADER + 1], limits)
	header = find_header(_words(rows[: LOOK_FOR_HEADER + 1]))
	if not header:
		raise FileRefused("no_header")
	return _checked(rows, header, limits, "", (), encoding)


def decode(content: bytes) -> tuple[str, str]:
	"""Text and encoding: what the byte order mark says, else UTF-8, else what Chinese Windows writes (GB
	18030).

	A NUL becomes U+FFFD, which the check of the rows refuses in the cell where it stands.
	"""
	for mark, encoding in ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16")):
		if content.startswith(mark):
			return _decoded(content, encoding), encoding
	if guess := _utf_16_without_mark(content):
		return _decoded(content, guess), guess
	for encoding in ("utf-8", "gb18030"):
		try:
			return _decoded(content, encoding), encoding
		except FileRefused as error:
			if error.code != "unknown_encoding":
				raise
	raise FileRefused("unknown_encoding")


def _decoded(content: bytes, encoding: str) -> str:
	try:
		text = content.decode(encoding)
	except UnicodeDecodeError as error:
		raise FileRefused("unknown_encoding") from error
	sample = text[:65536]
	controls = sum(1 for sign in sample if sign < " " and sign not in "\t\r\n")
	if controls * 50 > len(sample):
		raise FileRefused("not_a_table")
	return text.replace("\x00", "\ufffd")


def _utf_16_without_mark(content: bytes) -> str | None:
	sample = content[:4096]
	nul_even, nul_odd = sample[0::2].count(0), sample[1::2].count(0)
	if max(nul_even, nul_odd) * 10 < len(sample):
		return None
	if min(nul_even, nul_odd) * 20 > max(nul_even, nul_odd):
		return None
	return "utf-16-le" if nul_odd > nul_even else "utf-16-be"


def _split(text: str, separator: str) -> Iterator[list[str]]:
	return csv.reader(io.StringIO(text, newline=""), delimiter=separator)


def _separator(text: str, find_header: FindHeader) -> str:
	"""The one with which most headers are recognised; a comma when none is."""
	top = "\n".join(islice(text.splitlines(), LOOK_FOR_HEADER * 2))

	def found(separator: str) -> int:
		try:
			header = find_header(list(islice(_split(top, separator), LOOK_FOR_HEADER)))
		except csv.Error:
			return -1
		return header.found if header else 0

	return max(SEPARATORS, key=found)


# both


def _rows_of(frame: pd.DataFrame) -> list[list[Cell]]:
	return [
		[cell if isinstance(cell, str) else None for cell in row]
		for row in frame.itertuples(index=False, name=None)
	]


def _words(rows: list[list[Cell]]) -> list[list[str]]:
	return [[cell or "" for cell in row] for row in rows]


def _width(rows: list[list[Cell]]) -> int:
	return max(
		(index + 1 for row in rows for index, cell in enumerate(row) if cell and cell.strip()), default=0
	)


def _check_width(rows: list[list[Cell]], limits: Limits) -> None:
	width = _width(rows)
	if width > limits.columns:
		raise FileRefused("too_many_columns", width, limits.columns)


def _checked(
	rows, header: Header, limits: Limits, sheet: str, others: tuple[str, ...], encoding: str = ""
) -> Table:
	while rows and not any(cell is None or cell.strip() for cell in rows[-1]):
		rows.pop()
	below = len(rows) - header.row - 1
	if below > limits.rows:
		raise FileRefused("too_many_rows", limits.rows)
	if below < 1:
		raise FileRefused("no_rows")
	return Table(rows, header, sheet, others, encoding)
