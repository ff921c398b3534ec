"""How high a row must be for its texts to be seen whole: a spreadsheet breaks lines, and does not raise the row for it."""

from functools import lru_cache
from math import ceil
from unicodedata import east_asian_width

LINE = 13.5  # points, of a text of 10
AROUND = 4.0  # points above and below
HIGHEST = 409.0  # points; Excel holds no more
ONE_LINE = LINE + AROUND


class _Widths(dict):
	"""{character: its width}, looked up once each: a ledger has tens of thousands of rows."""

	def __missing__(self, each: str) -> int:
		found = self[each] = 2 if east_asian_width(each) in "WF" else 1
		return found


_width_of_one = _Widths().__getitem__


def width_of(text: str) -> int:
	"""In the columns' unit, a figure of the common font: a Chinese character is as wide as two."""
	return len(text) if text.isascii() else sum(map(_width_of_one, text))


def room_of(width: float) -> float:
	"""What a column `width` units wide holds in a line."""
	return max(1.0, width - 1)


@lru_cache(maxsize=1024)  # classes, kinds and days stand in row after row
def lines_in(text: str, room: float) -> int:
	"""Lines that a text takes where a line has this `room_of`; words are broken anywhere."""
	if "\n" not in text:
		return max(1, ceil(width_of(text) / room))
	return sum(max(1, ceil(width_of(line) / room)) for line in text.split("\n"))


def height_of(lines: int) -> float:
	"""Points of a row whose highest text has so many lines."""
	return min(HIGHEST, LINE * lines + AROUND)
