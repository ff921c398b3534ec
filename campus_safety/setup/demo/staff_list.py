"""A list of new staff as a personnel office sends it: several classes in one cell, words of its own, bad rows.

Pure: bytes in, nothing else; the browser tests use it, too.
"""

import io

import xlsxwriter

TITLE = "示范职业学院 2026 年新任辅导员、宿管员名单"
HEADERS = ("序号", "工 号", "姓名", "联系电话", "岗位", "所在部门", "负责班级/楼栋", "起始日期")
GOOD = (
	("方晓东", "成长导师", "信息工程学院", "软件技术2601班、大数据技术2601班"),
	("罗小燕", "联络干部", "护理健康学院", "护理2601班"),
	("沈志强", "保安员", "安全保卫处", ""),
)
BAD = (
	("石磊", "辅导圆", "信息工程学院", "软件技术2601班"),  # no such position, but one nearly called so
	("尹红", "班主任", "信息工程学院", "软件技术2601"),  # taken, and the class is nearly called so
)


def build(prefix: str) -> bytes:
	"""xlsx. prefix: of the staff numbers, so that a second list is of other people."""
	buffer = io.BytesIO()
	with xlsxwriter.Workbook(buffer, {"in_memory": True}) as book:
		sheet = book.add_worksheet("名单")
		sheet.write_row(0, 0, (TITLE,))
		sheet.write_row(1, 0, HEADERS)
		for place, (name, position, office, scope) in enumerate((*GOOD, *BAD), start=1):
			number = f"{prefix}{place:02}"
			cells = (
				place,
				number,
				f"{name}{prefix[-2:]}",
				f"139{prefix[-6:]:0>6}{place:02}",
				position,
				office,
				scope,
				"2026-09-01",
			)
			for column, cell in enumerate(cells):
				sheet.write(place + 1, column, cell)
	return buffer.getvalue()
