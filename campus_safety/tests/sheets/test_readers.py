"""The two readers of workbooks give the same rows, and the fast one leaves alone what it would read in another way."""

import io
import re
import zipfile
from datetime import date, datetime, time, timedelta
from unittest import TestCase, skipUnless
from unittest.mock import patch

import openpyxl
import xlsxwriter

from campus_safety.domain.people.student_columns import VOCABULARY
from campus_safety.engines.sheets import plain_workbook, workbook
from campus_safety.engines.sheets.file_check import FileRefused, Limits
from campus_safety.engines.sheets.plain_workbook import open_plain
from campus_safety.engines.sheets.table import read_table

LIMITS = Limits(file_bytes=1024 * 1024, rows=1000, columns=60)
HEADERS = ("学号", "姓名", "班级")
SHEET, STRINGS = "xl/worksheets/sheet1.xml", "xl/sharedStrings.xml"
NUMBERS = (
	0.1,
	1.5,
	2005.1,
	39512,
	1e-7,
	1e14,
	3.7078220080305101e17,
	100000.123456789,
	1 / 3,
	13800138000,
	7.0,
)
TEXTS = ("甲", " 甲 乙 ", "甲\n乙", "'1", "true", "#N/A?", '<&>"', "😀", "2E10", "0012")
MOMENTS = (
	date(2008, 3, 5),
	date(1900, 3, 1),
	datetime(2026, 11, 28, 23, 59, 59),
	datetime(2026, 11, 28, 22, 10, 3, 500000),
	time(22, 10),
	timedelta(hours=30),
)
FORMATS = (
	"General",
	"0",
	"#,##0",
	"@",
	"0.00",
	"yyyy-mm-dd",
	'yyyy"年"m"月"',
	'[$-804]yyyy"年"m"月"d"日";@',
	"yyyy-mm-dd hh:mm:ss",
	"h:mm",
	"[h]:mm:ss",
	'上午/下午h"时"mm"分"',
	'[Red]0.00;"d"0',
	'_ * #,##0_ ;_ * -#,##0_ ;_ * "-"_ ;_ @_ ',
)


def by_openpyxl(*rows, change=None) -> bytes:
	book = openpyxl.Workbook()
	for row in rows:
		book.active.append(list(row))
	if change:
		change(book)
	buffer = io.BytesIO()
	book.save(buffer)
	return buffer.getvalue()


def by_xlsxwriter(*rows, **options) -> bytes:
	buffer = io.BytesIO()
	with xlsxwriter.Workbook(buffer, options) as book:
		sheet = book.add_worksheet("名单")
		for number, row in enumerate(rows):
			sheet.write_row(number, 0, row)
	return buffer.getvalue()


def edited(content: bytes, part: str, old: str, new: str, count: int = 1) -> bytes:
	"""The workbook with something in one part written in another way."""
	target = io.BytesIO()
	with zipfile.ZipFile(io.BytesIO(content)) as source, zipfile.ZipFile(target, "w") as copy:
		for name in source.namelist():
			text = source.read(name)
			if name == part:
				changed = re.sub(old.encode(), new.encode(), text, count=count)
				assert changed != text, f"{old} is not in {part}"
				text = changed
			copy.writestr(name, text)
	return target.getvalue()


def formatted(book) -> None:
	sheet = book.active
	for number_format in FORMATS:
		for value in (39512, 39512.5, 39512.42513888889, 0.5, 1, 59, 61, 12.25):
			sheet.append(["1", "甲", value])
			sheet.cell(sheet.max_row, 3).number_format = number_format


def noughts(book) -> None:
	for value, number_format in ((1024017, "000000000"), (17, '"2026"0000'), (13800138000, "000-0000-0000")):
		book.active.append([value, "甲", "乙"])
		book.active.cell(book.active.max_row, 1).number_format = number_format


def several_sheets(book) -> None:
	book.create_sheet("说明", 0).append(["填写说明"])
	book.create_sheet("旧", 0).append(HEADERS)
	book["旧"].sheet_state = "hidden"
	book.active.merge_cells("A5:B6")
	book.active.row_dimensions[3].hidden = True


PLAIN = {
	"text": by_openpyxl(HEADERS, *[("1", "甲", text) for text in TEXTS]),
	"text in place": by_xlsxwriter(HEADERS, *[("1", "甲", text) for text in TEXTS], constant_memory=True),
	"numbers": by_openpyxl(HEADERS, *[("1", "甲", number) for number in NUMBERS]),
	"numbers by another program": by_xlsxwriter(HEADERS, *[("1", "甲", number) for number in NUMBERS]),
	"moments": by_openpyxl(HEADERS, *[("1", "甲", moment) for moment in MOMENTS]),
	"formats": by_openpyxl(HEADERS, change=formatted),
	"gaps": by_openpyxl((), ("名单",), (), (None, *HEADERS), (), (None, "1", "甲", "乙"), ()),
	"sheets": by_openpyxl(HEADERS, ("1", "甲", "乙"), ("2", "乙", "乙"), change=several_sheets),
	"years from 1904": by_openpyxl(
		HEADERS,
		("1", "甲", date(2008, 3, 5)),
		change=lambda book: setattr(book, "epoch", datetime(1904, 1, 1)),
	),
	"several forms in a cell": edited(
		by_openpyxl(HEADERS, ("1", "甲乙", "丙")),
		STRINGS,
		"<t>甲乙</t>",
		"<r><t>甲</t></r><r><rPr><b/></rPr><t>乙</t></r><rPh sb='0' eb='1'><t>jia</t></rPh>",
	),
}


def merged(book) -> None:
	book.active.merge_cells("C2:C5")
	book.active.merge_cells("A7:C9")
	book.active.row_dimensions[3].hidden = True
	book.active.row_dimensions[6].hidden = True
	book.active.row_dimensions[4].hidden = True  # with nothing in it


MERGED = by_openpyxl(HEADERS, ("1", "甲", "乙"), ("2", "丙"), (), ("3", "丁"), ("4", "戊"), change=merged)
GOOD = by_xlsxwriter(HEADERS, ("1", "甲", 5))
NUMBER = '<c r="C2"><v>5</v></c>'
NOT_PLAIN = {
	"noughts by format": by_openpyxl(HEADERS, change=noughts),
	"a formula": by_openpyxl(HEADERS, ("1", "=A1", "乙")),
	"a formula on another sheet": by_openpyxl(
		HEADERS, ("1", "甲", "乙"), change=lambda book: book.create_sheet("统计").append(["=1+1"])
	),
	"a shared formula": edited(GOOD, SHEET, NUMBER, '<c r="C2"><f t="shared" si="0"/><v>5</v></c>'),
	"an error": by_openpyxl(HEADERS, ("1", "#N/A", "乙")),
	"true or false": by_openpyxl(HEADERS, ("1", True, "乙")),
	"a day as text": edited(GOOD, SHEET, NUMBER, '<c r="C2" t="d"><v>2008-03-05</v></c>'),
	"eighteen digits": edited(GOOD, SHEET, NUMBER, '<c r="C2"><v>370782200803051012</v></c>'),
	"before the first day": edited(GOOD, SHEET, NUMBER, '<c r="C2"><v>-1</v></c>'),
	"an escaped sign": by_openpyxl(HEADERS, ("1", "张_x0000_三", "乙")),
	"an escaped sign in place": by_xlsxwriter(HEADERS, ("1", "张\x01三", "乙"), constant_memory=True),
	"the last row": by_openpyxl(HEADERS, change=lambda book: book.active.cell(1048576, 1, "x")),
	"the last column": by_openpyxl(HEADERS, change=lambda book: book.active.cell(2, 16384, "x")),
	"many columns": by_openpyxl((*HEADERS, *range(100))),
	"a cell without its place": edited(GOOD, SHEET, '<c r="C2">', "<c>"),
	"another order of attributes": edited(GOOD, SHEET, '<c r="C2">', '<c s="0" r="C2">'),
	"rows in another order": edited(GOOD, SHEET, '<row r="2"', '<row r="1"'),
	"a comment": edited(GOOD, SHEET, "<sheetData>", "<sheetData><!-- x -->"),
	"text without the texts": edited(GOOD, SHEET, '<c r="C2">', '<c r="C2" t="x">'),
	"another vocabulary": edited(
		GOOD,
		"xl/workbook.xml",
		"http://schemas.openxmlformats.org/spreadsheetml/2006/main",
		"http://purl.oclc.org/ooxml/spreadsheetml/main",
	),
}


def read(content: bytes, fast: bool):
	"""The table, or the code of the refusal."""
	try:
		if fast:
			return read_table(content, LIMITS, VOCABULARY.find_header)
		with patch.object(workbook, "open_plain", return_value=None):
			return read_table(content, LIMITS, VOCABULARY.find_header)
	except FileRefused as error:
		return error.code


@skipUnless(plain_workbook.calamine, "python-calamine is not installed")
class TestBothReaders(TestCase):
	def test_plain_workbooks_are_read_alike(self) -> None:
		for what, content in PLAIN.items():
			with self.subTest(what):
				self.assertIsNotNone(open_plain(content, LIMITS))
				slow = read(content, fast=False)
				self.assertGreater(len(slow.rows), 1)
				self.assertEqual(read(content, fast=True), slow)

	def test_others_are_left_to_openpyxl(self) -> None:
		for what, content in NOT_PLAIN.items():
			with self.subTest(what):
				self.assertIsNone(open_plain(content, LIMITS))
		table = read(NOT_PLAIN["a formula"], fast=True)
		self.assertEqual(table.rows[1], ["1", "=A1", "乙"])

	def test_numbers_are_read_as_they_are_shown(self) -> None:
		table = read(NOT_PLAIN["noughts by format"], fast=True)
		self.assertEqual([row[0] for row in table.rows[1:]], ["001024017", "20260017", "138-0013-8000"])

	def test_fifteen_digits_are_kept_and_no_noise_after_them(self) -> None:
		content = by_openpyxl(
			HEADERS,
			*[(number, "甲", "乙") for number in (3.70102200501035e17, 20243701020012300, 123456789012345)],
		)
		for fast in (True, False):
			with self.subTest(fast=fast):
				self.assertEqual(
					[row[0] for row in read(content, fast).rows[1:]],
					["3.70102200501035E+17", "2.02437010200123E+16", "123456789012345"],
				)

	def test_merged_cells_and_hidden_rows(self) -> None:
		for fast in (True, False):
			with self.subTest(fast=fast):
				table = read(MERGED, fast)
				self.assertEqual(
					table.rows[1:],
					[["1", "甲", "乙"], ["2", "丙", "乙"], ["", "", ""], ["3", "丁", "乙"], ["4", "戊", ""]],
				)
				self.assertEqual(table.hidden, (3, 6))

	def test_limits_hold_alike(self) -> None:
		rows = [(str(number), "甲", "乙") for number in range(LIMITS.rows + 1)]
		content = by_openpyxl(HEADERS, *rows)
		self.assertEqual([read(content, fast) for fast in (True, False)], ["too_many_rows"] * 2)
		content = by_openpyxl(HEADERS, *rows[1:])
		self.assertEqual(read(content, fast=True), read(content, fast=False))


class TestWithoutCalamine(TestCase):
	def test_openpyxl_reads(self) -> None:
		with patch.object(plain_workbook, "calamine", None):
			self.assertIsNone(open_plain(GOOD, LIMITS))
			self.assertEqual(read(GOOD, fast=True).rows, [[*HEADERS], ["1", "甲", "5"]])


class TestTextFiles(TestCase):
	def refused(self, text: str) -> str:
		with self.assertRaises(FileRefused) as caught:
			read_table(text.encode(), LIMITS, VOCABULARY.find_header)
		return caught.exception.code

	def test_quotation_marks(self) -> None:
		table = read_table('学号,姓名\n1,"甲\n""乙"""\n\n3,丙"丁'.encode(), LIMITS, VOCABULARY.find_header)
		self.assertEqual(table.rows[1:], [["1", '甲\n"乙"'], [], ["3", '丙"丁']])
		self.assertEqual(self.refused('学号,姓名\n1,"甲\n2,乙\n'), "broken_quotes")

	def test_limits(self) -> None:
		lines = "".join(f"{number},甲\n" for number in range(LIMITS.rows + 1))
		self.assertEqual(self.refused(f"学号,姓名\n{lines}"), "too_many_rows")
		self.assertEqual(self.refused(f"学号,姓名{'，x' * 3}{',x' * 70}\n1,甲\n"), "too_many_columns")
		self.assertEqual(self.refused("学号,姓名\n\n \n"), "no_rows")
