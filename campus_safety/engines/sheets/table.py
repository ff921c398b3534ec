"""The sheet with the list as rows of text, in the places in which a spreadsheet shows them."""

from dataclasses import dataclass, replace

from openpyxl.utils import get_column_letter

from campus_safety.domain.sheets.sheet_header import LOOK_FOR_HEADER, Header
from campus_safety.engines.sheets.file_check import FileRefused, Kind, Limits, kind_of
from campus_safety.engines.sheets.marks import Marks, fill_down
from campus_safety.engines.sheets.package import in_ordinary_form
from campus_safety.engines.sheets.text_file import read_text
from campus_safety.engines.sheets.workbook import Book, Cell, FindHeader, open_book


@dataclass(frozen=True)
class Table:
	"""rows[0] is row 1 of the sheet. `sheet` is empty for a text file, `encoding` for a workbook."""

	rows: list[list[Cell]]
	header: Header
	sheet: str
	other_sheets: tuple[str, ...] = ()
	encoding: str = ""
	hidden: tuple[int, ...] = ()  # numbers of rows below the headers that nobody sees in the sheet


def read_table(content: bytes, limits: Limits, find_header: FindHeader) -> Table:
	"""find_header: rows → the headers of the kind of list that is looked for, or None.

	Errors: FileRefused when the file is dangerous, damaged, too large, or holds no such list.
	"""
	if kind_of(content, limits) is Kind.XLSX:
		return _first_with_header(open_book(in_ordinary_form(content), limits), limits, find_header)
	rows, encoding = read_text(content, limits, find_header)
	top = rows[: LOOK_FOR_HEADER + 1]
	_check_width(top, limits)
	header = find_header(_words(top))
	if not header:
		raise FileRefused("no_header")
	return _checked(rows, header, limits, "", (), encoding)


def _first_with_header(book: Book, limits: Limits, find_header: FindHeader) -> Table:
	widest = 0
	for name in book.names:
		top = book.rows(name, LOOK_FOR_HEADER + 1)
		header = find_header(_words(top))
		if not header:
			widest = max(widest, _width(top))
			continue
		_check_width(top, limits)
		last = max(column.index for column in header.columns) + 1
		rows = book.rows(name, limits.rows + header.row + 2, last)
		marks = book.marks(name)
		fill_down(rows, marks, header.row, last)
		table = _checked(rows, header, limits, name, tuple(other for other in book.names if other != name))
		return replace(table, hidden=_hidden(table, marks)) if marks.hidden else table
	if widest > limits.columns:
		raise FileRefused("too_many_columns", widest, limits.columns)
	raise FileRefused("no_header")


def _hidden(table: Table, marks: Marks) -> tuple[int, ...]:
	return tuple(
		index + 1
		for index in sorted(marks.hidden)
		if table.header.row < index < len(table.rows) and any(table.rows[index])
	)


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
	_check_one_list(rows, header)
	return Table(rows, header, sheet, others, encoding)


def _check_one_list(rows: list[list[Cell]], header: Header) -> None:
	"""Two halves of a list beside each other, as they are printed: the right one would be left out without a word."""
	if not header.halves:
		return
	first, second, begins = header.halves
	for row in rows[header.row + 1 :]:
		other = row[second] if second < len(row) else ""
		if other and other.strip() and other != row[first]:
			raise FileRefused("two_halves", get_column_letter(begins + 1))
