"""How high a row must be for its texts to be seen whole: a spreadsheet breaks lines, and does not raise the row for it."""

from collections.abc import Sequence
from math import ceil
from unicodedata import east_asian_width

LINE = 13.5  # points, of a text of 10
AROUND = 4.0  # points above and below
HIGHEST = 409.0  # points; Excel holds no more


def width_of(text: str) -> int:
	"""In the columns' unit, a figure of the common font: a Chinese character is as wide as two."""
	return sum(2 if east_asian_width(each) in "WF" else 1 for each in text)


def lines_of(text: str, width: float) -> int:
	"""Lines that a text takes in a column `width` units wide; words are broken anywhere."""
	room = max(1.0, width - 1)
	return sum(max(1, ceil(width_of(line) / room)) for line in text.split("\n"))


def height_of(texts: Sequence[tuple[str, float]]) -> float:
	"""Points for a row of (text, column width)."""
	most = max((lines_of(text, width) for text, width in texts), default=1)
	return min(HIGHEST, LINE * most + AROUND)
