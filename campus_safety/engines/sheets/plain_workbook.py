"""The fast way into a workbook: calamine, for those in which nothing is lost by it.

calamine gives the last result of a formula in the formula's place, nothing for an error, a number with no more than 15
digits and without its format. So the sheets are searched for such cells before it opens them, and for cells so far out that it would fill the memory
with the blank ones between. What is not plain is left to openpyxl.
"""

import io
import re
import zipfile
from collections.abc import Iterable
from datetime import date, datetime, time
from html import unescape
from itertools import pairwise

from campus_safety.domain.sheets.number_form import as_text, changes_numbers
from campus_safety.engines.sheets.file_check import Limits
from campus_safety.engines.sheets.marks import NONE, Marks, find_marks, find_parts

try:
	import python_calamine as calamine
except ImportError:  # the extra `fast-sheets` is not installed
	calamine = None

SHEETS, STRINGS, WORKBOOK = "xl/worksheets/", "xl/sharedStrings.xml", "xl/workbook.xml"
STYLES = "xl/styles.xml"
TEXT_AND_NUMBERS = (b"s", b"inlineStr", b"str", b"n")
STRICT = b"purl.oclc.org/ooxml"  # openpyxl finds no sheets in it; calamine would
_ESCAPED = re.compile(rb"_x[0-9A-Fa-f]{4}_")  # calamine reads _x0000_ as the character, openpyxl leaves it
_ODD_CELL = re.compile(rb'<c(?! r="|[a-z])')  # one without its place in front
_FORMULA = re.compile(rb"<f(?![a-z])")
_ODD_NUMBER = re.compile(rb"<v>(?:\d{16}|-)")  # longer than a float holds, or before the first day
_TWO_LETTERS = re.compile(rb'<c r="([A-Z][A-Z])')
_FORMAT = re.compile(rb'<numFmt\b[^>]*?\bformatCode="([^"]*)"')
_ROW = re.compile(rb'<row [^>]*?\br="(\d+)"')


class NotPlain(Exception):
	"""Something that calamine would read in another way than openpyxl."""


def open_plain(content: bytes, limits: Limits) -> "PlainBook | None":
	"""None: calamine is not there, or the workbook is not for it."""
	if not calamine:
		return None
	try:
		return PlainBook(content, check_plain(content, limits))
	except (NotPlain, KeyError, zipfile.BadZipFile, calamine.CalamineError):
		return None


def check_plain(content: bytes, limits: Limits) -> dict[str, Marks]:
	"""What each sheet says beside its cells, by title. Errors: NotPlain."""
	marks = {}
	with zipfile.ZipFile(io.BytesIO(content)) as archive:
		names = archive.namelist()
		sheets = [name for name in names if name.startswith(SHEETS) and name.endswith(".xml")]
		_refuse(not sheets or len(set(names)) < len(names) or STRICT in archive.read(WORKBOOK))
		if STRINGS in names:
			_refuse(_ESCAPED.search(archive.read(STRINGS)))
		_refuse(STYLES in names and _has_digit_formats(archive.read(STYLES)))
		for name in sheets:
			xml = archive.read(name)
			_check_sheet(xml, limits, STRINGS in names)
			marks[name] = find_marks(xml)
		return {title: marks.get(part, NONE) for title, part in find_parts(archive).items()}


def _has_digit_formats(xml: bytes) -> bool:
	"""A format like 000000000 shows digits that calamine does not give."""
	return any(changes_numbers(unescape(code.decode("utf-8", "replace"))) for code in _FORMAT.findall(xml))


def _check_sheet(xml: bytes, limits: Limits, has_strings: bool) -> None:
	_refuse(b"<sheetData" not in xml or b"<!" in xml or b"='" in xml)
	_refuse(_ODD_CELL.search(xml) or _FORMULA.search(xml) or _ESCAPED.search(xml))
	counts = {kind: xml.count(b' t="%b"' % kind) for kind in TEXT_AND_NUMBERS}
	_refuse(xml.count(b' t="') != sum(counts.values()) or (counts[b"s"] and not has_strings))
	_refuse(_ODD_NUMBER.search(xml) or _far_out(limits).search(xml))
	_refuse(any(_column(letters) > limits.columns for letters in set(_TWO_LETTERS.findall(xml))))
	numbers = [int(number) for number in _ROW.findall(xml)]
	_refuse(any(after <= before for before, after in pairwise(numbers)))


def _far_out(limits: Limits) -> re.Pattern:
	"""A cell beyond column ZZ, or beyond the rows that a list may have (within the first digit)."""
	digits = str(limits.rows * 2)
	first, more = int(digits[0]), len(digits)
	same_length = b"" if first == 9 else b"|[%d-9]\\d{%d}" % (first + 1, more - 1)
	return re.compile(b'<c r="(?:[A-Z]{3}|[A-Z]+(?:\\d{%d}%b))' % (more + 1, same_length))


def _column(letters: bytes) -> int:
	"""AA is the 27th."""
	return (letters[0] - 64) * 26 + letters[1] - 64


def _refuse(found: object) -> None:
	if found:
		raise NotPlain


class PlainBook:
	"""calamine; the cells as the other reader writes them."""

	def __init__(self, content: bytes, marks: dict[str, Marks]):
		self._marks = marks
		self._book = calamine.load_workbook(io.BytesIO(content))
		self.names = [
			sheet.name
			for sheet in self._book.sheets_metadata
			if sheet.typ == calamine.SheetTypeEnum.WorkSheet
			and sheet.visible == calamine.SheetVisibleEnum.Visible
		]
		_refuse(not self.names)
		self._read: tuple[str, list[list]] = ("", [])

	def rows(self, name: str, most: int, width: int | None = None) -> list[list[str]]:
		if self._read[0] != name:
			sheet = self._book.get_sheet_by_name(name)
			self._read = (name, sheet.to_python(skip_empty_area=False))
		return [_as_text(row) for row in _cut(self._read[1][:most], width)]

	def marks(self, name: str) -> Marks:
		return self._marks.get(name, NONE)


def _cut(rows: list[list], width: int | None) -> Iterable[list]:
	return rows if width is None else (row[:width] for row in rows)


def _as_text(row: list) -> list[str]:
	return [cell if type(cell) is str else _text(cell) for cell in row]


def _text(cell: float | date | time) -> str:
	"""Whole numbers without a point, days with the midnight that the cell holds."""
	if isinstance(cell, float):
		return as_text(cell)
	if isinstance(cell, date) and not isinstance(cell, datetime):
		return f"{cell.isoformat()} 00:00:00"
	return str(cell)
