"""The empty list of a kind, to be filled in: its headers, and rows of examples that no import takes."""

import io

import xlsxwriter

WIDTH = 20


def make_template(columns: tuple[tuple[str, ...], ...]) -> bytes:
	"""columns: (header, an example, …). Cells are text: numbers keep their noughts."""
	buffer = io.BytesIO()
	with xlsxwriter.Workbook(buffer, {"in_memory": True, "strings_to_urls": False}) as book:
		text = book.add_format({"num_format": "@"})
		head = book.add_format({"bold": True, "bg_color": "#D9E1F2", "border": 1, "num_format": "@"})
		grey = book.add_format({"italic": True, "font_color": "#808080", "num_format": "@"})
		sheet = book.add_worksheet("名单")
		for place, (header, *examples) in enumerate(columns):
			sheet.set_column(place, place, WIDTH, text)
			sheet.write_string(0, place, header, head)
			for row, example in enumerate(examples, start=1):
				sheet.write_string(row, place, example, grey)
		sheet.freeze_panes(1, 0)
	return buffer.getvalue()
