"""The two lists of docs/first-day.zh-CN.md as a school would fill them in: the app's own templates, and the rows that the guide shows."""

from __future__ import annotations

import re
from pathlib import Path

import openpyxl

GUIDE = Path(__file__).resolve().parent.parent / "docs" / "first-day.zh-CN.md"
COLLEGE, BUILDING = "信息工程学院", "1号楼"
CLASSES = ("软件技术2601班", "软件技术2602班")
STUDENTS = "丁一诺 卢思齐 蒋晨曦 蔡宇飞 贾若琳 魏子涵".split()


def staff_of_guide() -> list[dict[str, str]]:
	"""The rows of the guide's table of staff, by its headers."""
	lines = [line for line in GUIDE.read_text("utf-8").splitlines() if re.match(r"\s*\|", line)]
	first = next(place for place, line in enumerate(lines) if "工号" in line)
	rows = [[cell.strip() for cell in line.strip().strip("|").split("|")] for line in lines[first:]]
	return [dict(zip(rows[0], row, strict=True)) for row in rows[2:]]


def students() -> list[dict[str, str]]:
	"""Three for each class, in rooms of the guide's building."""
	return [
		{
			"学号": f"2601{place:04}",
			"姓名": name,
			"学院": COLLEGE,
			"班级": CLASSES[place // 4],
			"宿舍楼": BUILDING,
			"宿舍": f"{101 + place // 3}",
			"手机号": f"1390531{place:04}",
		}
		for place, name in enumerate(STUDENTS, start=1)
	]


def fill(template: Path, rows: list[dict[str, str]]) -> Path:
	"""Write the rows below what the template shows already. A header that it does not have is a fault of the guide or the test."""
	book = openpyxl.load_workbook(template)
	sheet = book.active
	columns = {str(cell.value).strip(): cell.column for cell in sheet[1]}
	below = sheet.max_row + 1
	for place, row in enumerate(rows):
		for header, text in row.items():
			sheet.cell(below + place, columns[header], text)
	filled = template.with_name(f"{template.stem}-filled.xlsx")
	book.save(filled)
	return filled
