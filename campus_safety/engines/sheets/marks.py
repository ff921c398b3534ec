"""What a sheet says beside its cells: which are merged, which rows are hidden. Neither reader tells it, so it is read here."""

import io
import re
import zipfile
from dataclasses import dataclass
from xml.etree import ElementTree

from campus_safety.engines.sheets.package import WORKBOOK

RELATIONS = "xl/_rels/workbook.xml.rels"
_ID = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_MERGED = re.compile(rb'<(?:\w+:)?mergeCell\b[^>]*?\bref="([A-Z]{1,3})(\d{1,7}):([A-Z]{1,3})(\d{1,7})"')
_HIDDEN = re.compile(rb'<(?:\w+:)?row\b(?=[^>]*?\shidden="(?:1|true)")[^>]*?\br="(\d{1,7})"')


@dataclass(frozen=True)
class Marks:
	"""merged: (first row, last row, column) of cells merged downwards, indices from 0, in the order of columns and rows.
	hidden: indices of rows that a filter or a person has hidden."""

	merged: tuple[tuple[int, int, int], ...] = ()
	hidden: frozenset[int] = frozenset()


NONE = Marks()


def find_marks(xml: bytes) -> Marks:
	"""Of the text of one sheet."""
	merged = sorted(
		(_column(left), int(top) - 1, int(bottom) - 1)
		for left, top, _right, bottom in (_MERGED.findall(xml) if b"mergeCell " in xml else ())
		if int(bottom) > int(top)
	)
	hidden = _HIDDEN.findall(xml) if b' hidden="' in xml else ()
	if not merged and not hidden:
		return NONE
	return Marks(
		tuple((top, bottom, column) for column, top, bottom in merged),
		frozenset(int(number) - 1 for number in hidden),
	)


def read_marks(content: bytes, sheet: str) -> Marks:
	"""NONE, where the package does not say which part the sheet is."""
	with zipfile.ZipFile(io.BytesIO(content)) as archive:
		part = find_parts(archive).get(sheet)
		return find_marks(archive.read(part)) if part in archive.namelist() else NONE


def find_parts(archive: zipfile.ZipFile) -> dict[str, str]:
	"""{title of a sheet: its part}. `file_check` has refused packages with a DOCTYPE."""
	try:
		book = ElementTree.fromstring(archive.read(WORKBOOK))
		relations = ElementTree.fromstring(archive.read(RELATIONS))
	except (ElementTree.ParseError, KeyError):
		return {}
	targets = {relation.get("Id"): relation.get("Target") or "" for relation in relations}
	return {
		element.get("name"): _part(targets.get(element.get(_ID), ""))
		for element in book.iter()
		if element.tag.rpartition("}")[2] == "sheet" and element.get("name")
	}


def _part(target: str) -> str:
	return target.lstrip("/") if target.startswith("/") else f"xl/{target}"


def fill_down(rows: list[list], marks: Marks, header_row: int, width: int) -> None:
	"""Each row below the headers gets what stands in a cell merged over it; a row with nothing of its own stays blank."""
	after: dict[
		int, int
	] = {}  # by column: cells cannot be merged twice, and a stranger's file shall not make us try
	for top, bottom, column in marks.merged:
		first = max(top, after.get(column, 0))
		after[column] = bottom + 1
		if top <= header_row or column >= width or top >= len(rows) or column >= len(rows[top]):
			continue
		value = rows[top][column]
		for number in range(first + 1, min(bottom + 1, len(rows))):
			row = rows[number]
			if value and any(cell is None or cell.strip() for cell in row):
				row.extend([""] * (column + 1 - len(row)))
				row[column] = row[column] or value


def _column(letters: bytes) -> int:
	"""Index: A is 0."""
	number = 0
	for letter in letters:
		number = number * 26 + letter - 64
	return number - 1
