"""The original list with the bad cells in red, the reason as a comment and once more in a last column."""

import io
from collections import defaultdict
from collections.abc import Callable

import xlsxwriter
from frappe import _

from campus_safety.domain.sheets.sheet_header import Problem
from campus_safety.engines.sheets.table import Table

LONGEST_CELL = 32000
WIDTHS = (6, 28)
Explain = Callable[[str, tuple], str]  # code and arguments of a problem → sentence


def make_marked_file(table: Table, problems: list[Problem], explain: Explain) -> bytes:
	"""Everything is written as text: nothing in a stranger's file is calculated or becomes a link again."""
	buffer = io.BytesIO()
	options = {
		"in_memory": True,
		"strings_to_formulas": False,
		"strings_to_urls": False,
		"strings_to_numbers": False,
	}
	with xlsxwriter.Workbook(buffer, options) as book:
		_write(book, table, problems, explain)
	return buffer.getvalue()


def _write(book: xlsxwriter.Workbook, table: Table, problems: list[Problem], explain: Explain) -> None:
	text = book.add_format({"num_format": "@", "font_name": "宋体", "font_size": 10})
	bad = book.add_format(
		{
			"num_format": "@",
			"font_name": "宋体",
			"font_size": 10,
			"bg_color": "#FFC7CE",
			"font_color": "#9C0006",
		}
	)
	head = book.add_format(
		{"bold": True, "bg_color": "#D9E1F2", "border": 1, "font_name": "宋体", "font_size": 10}
	)
	sheet = book.add_worksheet(_safe_sheet_name(table.sheet))

	width = max(column.index for column in table.header.columns) + 1
	rows_with_reasons: dict[int, list[Problem]] = defaultdict(list)
	for problem in problems:
		rows_with_reasons[problem.row].append(problem)
	place = {column.header: column.index for column in table.header.columns if column.target}

	# every row stays where it was: the reasons name rows, and people look them up in both files
	for index, cells in enumerate(table.rows):
		form = head if table.header.first_row <= index <= table.header.row else text
		reasons = rows_with_reasons.get(index + 1, [])
		marked = {place.get(problem.column) for problem in reasons}
		for column in range(min(width, len(cells))):
			cell = cells[column] or ""
			if cell or column in marked:
				sheet.write_string(index, column, _printable(cell), bad if column in marked else form)
		for problem in reasons:
			if problem.column in place:
				sheet.write_comment(index, place[problem.column], explain(problem.code, problem.args))
		if reasons:
			sheet.write_string(index, width, _reasons(reasons, explain), bad)
	title = _("{0} rows refused. Correct the red cells and import this file again.").format(
		len(rows_with_reasons)
	)
	sheet.write_string(table.header.row, width, f"{_('Why Refused')}: {title}", head)
	for column in range(width):
		sheet.set_column(column, column, _column_width(table, column))
	sheet.set_column(width, width, 60)
	sheet.freeze_panes(table.header.row + 1, 0)
	sheet.autofilter(table.header.row, 0, len(table.rows) - 1, width)


def _reasons(problems: list[Problem], explain: Explain) -> str:
	parts = []
	for problem in problems:
		reason = explain(problem.code, problem.args)
		parts.append(_("“{0}”: {1}").format(problem.column, reason) if problem.column else reason)
	return "；".join(parts)


def _printable(text: str) -> str:
	return "".join(sign if sign >= " " or sign in "\n\t" else "\N{REPLACEMENT CHARACTER}" for sign in text)[
		:LONGEST_CELL
	]


def _column_width(table: Table, column: int) -> int:
	"""Wide enough for the first rows; Chinese characters take two."""
	longest = WIDTHS[0]
	for cells in table.rows[table.header.row : table.header.row + 50]:
		cell = cells[column] if column < len(cells) else ""
		longest = max(longest, sum(2 if sign > "\u2e80" else 1 for sign in cell or "") + 2)
	return min(longest, WIDTHS[1])


def _safe_sheet_name(name: str) -> str:
	kept = "".join(sign for sign in name if sign not in "[]:*?/\\").strip("'")[:31]
	return kept or "Sheet1"
