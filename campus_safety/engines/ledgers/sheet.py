"""The xlsx of a ledger, written row by row: memory stays flat however long it is."""

import io
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import xlsxwriter
from frappe import _

from campus_safety.domain.ledger_layouts import CONTEXT, Layout
from campus_safety.domain.row_height import ONE_LINE, height_of, lines_in, room_of

MOST_CHARACTERS = 32_000  # Excel holds 32,767 in a cell
FORMULA_START = frozenset("=+-@\t\r")
HEADER_ROWS = 3
A4 = 9
SIGNED_SPACE = 24  # characters
GRID = {"border": 1, "valign": "vcenter", "text_wrap": True, "font_size": 10}


@dataclass(frozen=True)
class Caption:
	"""What stands above and below the table."""

	title: str
	subtitle: str
	number: str
	mark: str
	school: str = ""
	signers: tuple[str, ...] = ()

	@property
	def heading(self) -> str:
		"""On paper the school's name comes first."""
		return f"{self.school} {self.title}".strip()


class Percent(float):
	"""A share of a hundred, read with its sign on paper and in a cell."""

	def __str__(self) -> str:
		return f"{float(self):g}%"


def write_sheet(
	layout: Layout, caption: Caption, rows: Iterable[list[str]], seal: dict | None = None
) -> bytes:
	"""A ledger as its layout declares it."""
	headings = [(_(column.label, context=CONTEXT), column.width) for column in layout.columns]
	return write_table(caption, headings, rows, seal)


def write_table(
	caption: Caption,
	headings: Sequence[tuple[str, int]],
	rows: Iterable[list[str | int | float]],
	seal: dict | None = None,
) -> bytes:
	"""Any table in the ledgers' look: title, unit and number above, headings (words, width), numbers as numbers.

	seal: the latest checkpoint (`engines.seal.checkpoints.for_print`), on a sheet of its own, as the print has it.
	"""
	held = io.BytesIO()
	book = xlsxwriter.Workbook(
		held,
		{
			"constant_memory": True,
			"strings_to_formulas": False,
			"strings_to_urls": False,
			"strings_to_numbers": False,
		},
	)
	sheet = book.add_worksheet(re.sub(r"[\[\]:*?/\\]", " ", caption.title)[:31])
	last = len(headings) - 1
	sheet.set_default_row(ONE_LINE)  # so that only higher rows are held in memory until the end
	set_page(sheet, caption)
	write_head(book, sheet, caption, headings)
	row_number = write_rows(book, sheet, rows, [room_of(width) for _words, width in headings])
	if caption.signers:
		write_signers(book, sheet, caption, row_number + 2, last)
	sheet.freeze_panes(HEADER_ROWS, 0)
	sheet.autofilter(2, 0, max(row_number, 2), last)
	if seal:
		write_seal(book, seal)
	book.close()
	return held.getvalue()


def write_rows(book, sheet, rows: Iterable[list[str | int | float]], rooms: Sequence[float]) -> int:
	"""Each as high as its texts. The number of the last row; of the headings where there is none.

	Half a million cells pass here, so what is done for each is what it cannot do without.
	"""
	grid = GRID | {"valign": "top"}
	plain, quoted = book.add_format(grid), book.add_format(grid | {"quote_prefix": True})
	share = book.add_format(grid | {"num_format": "0.0%"})
	write_text, write_number = sheet.write_string, sheet.write_number
	row_number = raised = HEADER_ROWS - 1
	for row_number, cells in enumerate(rows, HEADER_ROWS):
		lines = 1
		for position, value in enumerate(cells):
			if not isinstance(value, str):
				lines = max(lines, lines_in(str(value), rooms[position]))
				if isinstance(value, Percent):
					write_number(row_number, position, value / 100, share)
				else:
					write_number(row_number, position, value, plain)
				continue
			if 2 * len(value) > rooms[position] or "\n" in value:  # most cells are short: not worth measuring
				value = shortened(value)
				lines = max(lines, lines_in(value, rooms[position]))
			write_text(row_number, position, value, quoted if value[:1] in FORMULA_START else plain)
		if lines > 1:  # before the next row begins: written rows do not come back in a flat memory
			sheet.set_row(row_number, height_of(lines))
			forget_row(sheet, raised)
			raised = row_number
	return row_number


def forget_row(sheet, row: int) -> None:
	"""The height of a row that is written already, which the library keeps to the end: two thirds of a ledger's memory.

	It has no way of its own for it. Where a version of it calls these otherwise, they are kept, and nothing else changes.
	"""
	for kept in ("row_info", "set_rows", "row_sizes"):
		getattr(sheet, kept, {}).pop(row, None)


def write_signers(book, sheet, caption: Caption, row: int, last: int) -> None:
	"""A line for signatures by hand, an empty row below the table, so that its filter ends before it."""
	line = book.add_format({"align": "left", "valign": "vcenter", "font_size": 11})
	sheet.set_row(row, 30)
	write_across(sheet, row, last, (" " * SIGNED_SPACE).join((*caption.signers, "")), line)


def write_across(sheet, row: int, last: int, words: str, look) -> None:
	"""Over all columns; a single one cannot be merged."""
	if last:
		sheet.merge_range(row, 0, row, last, words, look)
	else:
		sheet.write_string(row, 0, words, look)


def write_seal(book, seal: dict) -> None:
	"""A file that is kept elsewhere, or printed, keeps the checkpoint outside this server."""
	sheet = book.add_worksheet(_("Checkpoint"))
	sheet.set_column(0, 0, 90)
	wrapped = book.add_format({"text_wrap": True, "valign": "top", "font_size": 10})
	sheet.write_string(0, 0, seal["words"], wrapped)
	sheet.write_string(1, 0, seal["text"], wrapped)
	sheet.insert_image(
		3, 0, "checkpoint.png", {"image_data": io.BytesIO(seal["png"]), "description": seal["words"]}
	)
	sheet.set_paper(A4)
	sheet.fit_to_pages(1, 1)


def write_head(book, sheet, caption: Caption, headings: Sequence[tuple[str, int]]) -> None:
	"""Title, the line below it, and the headings of the columns."""
	last = len(headings) - 1
	big = book.add_format({"bold": True, "font_size": 16, "align": "center", "valign": "vcenter"})
	grey = book.add_format({"align": "left", "valign": "vcenter", "font_color": "#555555"})
	sheet.set_row(0, 32)
	write_across(sheet, 0, last, caption.heading, big)
	write_across(sheet, 1, last, caption.subtitle, grey)
	heading = book.add_format(GRID | {"bold": True, "align": "center", "bg_color": "#E8EEF4"})
	for position, (words, width) in enumerate(headings):
		sheet.set_column(position, position, width)
		sheet.write_string(2, position, words, heading)


def set_page(sheet, caption: Caption) -> None:
	sheet.set_landscape()
	sheet.set_paper(A4)
	sheet.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.7)
	sheet.fit_to_pages(1, 0)
	sheet.repeat_rows(0, HEADER_ROWS - 1)
	sheet.set_footer(
		f"&L{caption.mark}&C{_('Page {0} of {1}', context=CONTEXT).format('&P', '&N')}&R{caption.number}"
	)


def shortened(text: str) -> str:
	"""Excel refuses longer cells; what is cut off says so."""
	if len(text) <= MOST_CHARACTERS:
		return text
	return text[:MOST_CHARACTERS] + _("… (continued in the system)")
