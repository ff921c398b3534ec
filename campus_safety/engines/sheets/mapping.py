"""What each column means: as recognised, or as the person has corrected it on the import document."""

from collections.abc import Callable

from frappe import _
from frappe.utils import cint

from campus_safety.domain.sheets.sheet_header import IGNORE, Column, Header, Vocabulary
from campus_safety.engines.sheets.file_check import FileRefused
from campus_safety.engines.sheets.table import Table

LOOK_FOR_SAMPLE = 20


def get_chosen_header(document, table: Table, vocabulary: Vocabulary) -> Header:
	"""The mapping on the document. Errors: FileRefused target_twice when two columns mean the same."""
	found = {column.index: column.header for column in table.header.columns}
	chosen = [
		(cint(row.column_no) - 1, row.header, vocabulary.by_label.get(row.target)) for row in document.columns
	]
	if {index: header for index, header, _target in chosen} != found:
		return table.header  # another file than the one these columns came from
	targets = [target for _index, _header, target in chosen if target]
	for target in targets:
		if targets.count(target) > 1 and target not in vocabulary.many:
			raise FileRefused("target_twice", _(vocabulary.by_name[target].label, context="Import"))
	return Header(table.header.row, table.header.first_row, vocabulary.columns_from_choice(chosen))


def set_columns(
	document, table: Table, header: Header, vocabulary: Vocabulary, shown: Callable[[str | None, str], str]
) -> None:
	document.sheet = table.sheet or table.encoding
	document.header_row = header.row + 1
	document.set("columns", [])
	for column in header.columns:
		document.append(
			"columns",
			{
				"column_no": column.index + 1,
				"header": column.header[:140],
				"target": vocabulary.by_name[column.target].label if column.target else IGNORE,
				"sample": shown(column.target, _first_cell(table, column)),
			},
		)


def _first_cell(table: Table, column: Column) -> str:
	for cells in table.rows[table.header.row + 1 : table.header.row + LOOK_FOR_SAMPLE]:
		cell = cells[column.index] if column.index < len(cells) else None
		if cell and cell.strip():
			return cell
	return ""


def get_mapping(document) -> list[tuple]:
	return [(cint(row.column_no), row.target) for row in document.columns]
