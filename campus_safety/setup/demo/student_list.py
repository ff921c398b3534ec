"""A list of new students as a college office sends it: titles above the header, words of its own, bad rows.

Pure: bytes in, nothing else; the browser tests use it, too.
"""

import io
from dataclasses import dataclass, replace
from zlib import crc32

import xlsxwriter

from campus_safety.domain.people.identity_card import check_character

TITLES = (
	"示范职业学院信息工程学院",
	"2026级软件技术2601班新生名册（补录）",
	"填表人：张老师    联系电话：0531-8600 0000    单位：人",
)
HEADERS = (
	"序号",
	"学 号",
	"学生姓名",
	"性别",
	"身份证号码",
	"系部",
	"行政班",
	"宿舍楼",
	"房间号",
	"床位",
	"联系电话（必填）",
	"家长姓名",
	"与学生关系",
	"家长电话",
)
WIDTHS = (6, 14, 10, 6, 22, 16, 18, 8, 8, 6, 16, 10, 10, 16)
CLASS = "软件技术2601班"
NAMES = (
	"丁一诺 卢思齐 蒋晨曦 蔡宇飞 贾若琳 魏子涵 薛明达 叶青青 阎浩 余佳 "
	"潘锐 杜鹃 戴维 夏雨 钟灵 汪洋 田甜 任重 姜山 范文"
).split()


@dataclass(frozen=True)
class Row:
	number: object
	name: str
	gender: str
	id_no: str
	college: str = "信息工程学院"
	unit: str = CLASS
	mobile: object = ""
	guardian: str = ""
	relation: str = "父亲"
	guardian_mobile: object = ""

	def cells(self, place: int) -> tuple:
		return (
			place,
			self.number,
			self.name,
			self.gender,
			self.id_no,
			self.college,
			self.unit,
			"",
			"",
			"",
			self.mobile,
			self.guardian,
			self.relation,
			self.guardian_mobile,
		)


def good_rows(prefix: str) -> list[Row]:
	"""`prefix` and two digits make the number; it comes as text, as a float, in full-width digits."""
	rows = []
	for place, name in enumerate(NAMES, start=1):
		number: object = f"{prefix}{place:02}"
		if place % 4 == 1:
			number = float(number)
		elif place % 4 == 2:
			number = number.translate(str.maketrans("0123456789", "０１２３４５６７８９"))
		elif place % 4 == 3:
			number = f" {number} "
		first = f"37{crc32(prefix.encode()) % 10_000:04}20080{place % 9 + 1}15{place * 2 + 101:03}"
		rows.append(
			Row(
				number,
				name if len(name) > 2 else f"{name[0]} {name[1]}",
				"男" if int(first[16]) % 2 else "女",
				first + check_character(first),
				mobile=float(f"199000041{place:02}"),
				guardian=f"{name[0]}建军",
				guardian_mobile=f"199 0000 51{place:02}",
			)
		)
	return rows


def bad_rows(good: list[Row]) -> list[Row]:
	"""What is wrong in such lists every autumn."""
	number = str(good[3].number)[:-2]
	return [
		replace(good[0], name="重复学号"),
		replace(
			good[1],
			number=f"{number}91",
			id_no=good[1].id_no[:-1] + ("1" if good[1].id_no[-1] != "1" else "2"),
		),
		replace(good[2], number=f"{number}92", name="", id_no=""),
		replace(good[4], number=f"{number}93", id_no="", mobile="无手机", guardian_mobile="暂无"),
		replace(good[5], number="", name="没有学号", id_no=""),
	]


def build(prefix: str) -> bytes:
	"""The workbook."""
	target = io.BytesIO()
	book = xlsxwriter.Workbook(
		target, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
	)
	sheet = book.add_worksheet("名册")
	title = book.add_format({"bold": True, "align": "center", "font_size": 14})
	head = book.add_format({"bold": True, "align": "center", "border": 1, "bg_color": "#DDEBF7"})
	cell = book.add_format({"border": 1})
	for line, text in enumerate(TITLES):
		sheet.merge_range(line, 0, line, len(HEADERS) - 1, text, title)
	for column, (header, width) in enumerate(zip(HEADERS, WIDTHS, strict=True)):
		sheet.write(len(TITLES), column, header, head)
		sheet.set_column(column, column, width)
	good = good_rows(prefix)
	for place, row in enumerate([*good, *bad_rows(good)], start=1):
		sheet.write_row(len(TITLES) + place, 0, row.cells(place), cell)
	sheet.merge_range(
		len(TITLES) + len(good) + 6, 0, len(TITLES) + len(good) + 6, 5, "合计：    审核人（签字）：", cell
	)
	book.close()
	return target.getvalue()
