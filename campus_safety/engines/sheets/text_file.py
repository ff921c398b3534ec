"""Text files: their encoding, their separator, their rows."""

import csv
import io
from collections.abc import Iterable, Iterator
from itertools import chain, islice

from campus_safety.domain.sheets.sheet_header import LOOK_FOR_HEADER
from campus_safety.engines.sheets.file_check import FileRefused, Limits
from campus_safety.engines.sheets.workbook import FindHeader

SEPARATORS = (",", "\t", ";", "|")
FEW_CONTROLS = 5  # so many are slips of a small file, refused in the cells where they stand
_END = "\udcff"  # half a character: nothing that was decoded holds it


def read_text(content: bytes, limits: Limits, find_header: FindHeader) -> tuple[list[list[str]], str]:
	"""Rows, no more than a list may have and one, and the encoding. Errors: FileRefused."""
	text, encoding = decode(content)
	rows, width, most = [], 0, limits.rows + LOOK_FOR_HEADER + 2
	try:
		for row in _split(text, _separator(text, find_header)):
			width = max(width, len(row))
			if len(rows) < most:
				rows.append(row)
	except csv.Error as error:
		raise FileRefused("broken_quotes") from error
	if width > limits.columns * 3:  # trailing separators are common, a table that wide is not
		raise FileRefused("too_many_columns", width, limits.columns)
	return rows, encoding


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
	if controls > FEW_CONTROLS and controls * 50 > len(sample):
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
	"""Errors: csv.Error, also when a quotation mark is opened and never closed."""
	rows = _reader(chain(io.StringIO(text, newline=""), [_END]), separator)
	before = next(rows)
	for row in rows:
		yield before
		before = row
	if before != [_END]:
		raise csv.Error("the file ends within quotation marks")


def _reader(lines: Iterable[str], separator: str) -> Iterator[list[str]]:
	return csv.reader(lines, delimiter=separator)


def _separator(text: str, find_header: FindHeader) -> str:
	"""The one with which most headers are recognised; a comma when none is."""
	top = "\n".join(islice(text.splitlines(), LOOK_FOR_HEADER * 2))

	def found(separator: str) -> int:
		try:
			header = find_header(list(islice(_reader(io.StringIO(top), separator), LOOK_FOR_HEADER)))
		except csv.Error:
			return -1
		return header.found if header else 0

	return max(SEPARATORS, key=found)
