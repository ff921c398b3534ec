"""The xlsx itself, as a spreadsheet reads it again: heights, looks and cut texts of rows that were written one by one."""

import io
from unittest import TestCase

from openpyxl import load_workbook

from campus_safety.domain.row_height import ONE_LINE, height_of
from campus_safety.engines.ledgers.sheet import HEADER_ROWS, MOST_CHARACTERS, Caption, Percent, write_table

HEADINGS = [("姓名", 10), ("事由", 9)]


def written(rows: list):
	content = write_table(Caption("台账", "单位", "LZ-1", ""), HEADINGS, rows)
	return load_workbook(io.BytesIO(content)).active


class TestSheet(TestCase):
	def test_each_row_is_as_high_as_its_texts(self) -> None:
		texts = ["说实训课很有意思", "好", "一\n二\n三", "好", "说实训课很有意思，想参加技能大赛", "好"]
		sheet = written([["王晓敏", text] for text in texts])
		self.assertAlmostEqual(sheet.sheet_format.defaultRowHeight, ONE_LINE, delta=0.5)
		found = [sheet.row_dimensions[HEADER_ROWS + place].height for place in range(1, len(texts) + 1)]
		for height, lines in zip(found, (2, 1, 3, 1, 4, 1), strict=True):
			self.assertAlmostEqual(height, height_of(lines), delta=0.5)

	def test_a_cell_is_what_it_is(self) -> None:
		sheet = written([["=1+1", 3], ["王", Percent(66.7)], ["字" * (MOST_CHARACTERS + 9), ""]])
		formula, number = sheet.cell(HEADER_ROWS + 1, 1), sheet.cell(HEADER_ROWS + 1, 2)
		self.assertEqual((formula.value, formula.data_type, formula.quotePrefix), ("=1+1", "s", True))
		self.assertEqual((number.value, number.number_format), (3, "General"))
		share = sheet.cell(HEADER_ROWS + 2, 2)
		self.assertAlmostEqual(share.value, 0.667)
		self.assertEqual(share.number_format, "0.0%")
		cut = sheet.cell(HEADER_ROWS + 3, 1).value
		self.assertTrue(cut.startswith("字" * MOST_CHARACTERS))
		self.assertGreater(len(cut), MOST_CHARACTERS, "what is cut off says so")

	def test_a_ledger_of_nothing_has_its_headings(self) -> None:
		sheet = written([])
		self.assertEqual([cell.value for cell in sheet[HEADER_ROWS]], ["姓名", "事由"])
		self.assertEqual(sheet.max_row, HEADER_ROWS)
