"""Papers as another program opens them: 22 lines of 28 signs a page (GB/T 9704), tables cell for cell, nothing repaired.

Needs LibreOffice (Debian: libreoffice-writer-nogui) and a Chinese font; where they are not, nothing is tested, and it says so.
"""

import io
import shutil
import subprocess
import tempfile
from datetime import datetime
from pathlib import Path
from unittest import skipUnless

import docx
from pypdf import PdfReader

from campus_safety.engines.papers.docx import Paper, Section, Table, write_paper
from campus_safety.tests.base import CampusTestCase

NOW = datetime(2026, 11, 30, 9, 0)
OFFICE, FONTS = shutil.which("soffice"), shutil.which("fc-list")
LINES, SIGNS = 22, 28
PATIENCE = 180  # seconds
SENTENCE = "各二级学院按照通知要求逐条对照检查整改并如实填报落实情况"  # without a mark that may hang over a line's end


def has_chinese_font() -> bool:
	return bool(FONTS and subprocess.check_output([FONTS, ":lang=zh", "family"]).strip())


@skipUnless(OFFICE and has_chinese_font(), "NOT TESTED: no LibreOffice, or no Chinese font, on this machine")
class TestInAnOffice(CampusTestCase):
	def converted(self, content: bytes, to: str) -> bytes:
		with tempfile.TemporaryDirectory() as folder:
			written = Path(folder, "paper.docx")
			written.write_bytes(content)
			subprocess.run(
				[
					OFFICE,
					f"-env:UserInstallation=file://{folder}/profile",
					"--headless",
					"--convert-to",
					to,
					"--outdir",
					f"{folder}/out",
					str(written),
				],
				check=True,
				capture_output=True,
				timeout=PATIENCE,
			)
			return Path(folder, "out", f"paper.{to}").read_bytes()

	def test_twenty_two_lines_of_twenty_eight_signs(self) -> None:
		text = SENTENCE * 80
		paper = Paper("落实情况报告", [Section(text=text)])
		pages = PdfReader(io.BytesIO(self.converted(write_paper(paper, NOW), "pdf"))).pages
		lines = [line.strip() for line in pages[1].extract_text().splitlines() if line.strip()]
		body = [line for line in lines if line in text]
		self.assertEqual(len(body), LINES, lines)
		self.assertEqual({len(line) for line in body}, {SIGNS})

	def test_tables_come_out_cell_for_cell(self) -> None:
		rows = [
			(str(number), f"第{number}项：查明并整改", "", '＜已完成＞ & "是"') for number in range(1, 60)
		]
		headings = [("序号", 1), ("事项", 4), ("责任部门", 2), ("状态", 2)]
		other = [("条款", 3), ("甲院", 1)]
		sections = [
			Section("一、整改", table=Table(headings, rows)),
			Section(table=Table(other, [("一(一)", "已填写")])),
		]
		back = docx.Document(io.BytesIO(self.converted(write_paper(Paper("清单", sections), NOW), "docx")))
		found = [[tuple(cell.text for cell in row.cells) for row in table.rows] for table in back.tables]
		self.assertEqual(
			found,
			[
				[tuple(words for words, _share in headings), *rows],
				[("条款", "甲院"), ("一(一)", "已填写")],
			],
		)
