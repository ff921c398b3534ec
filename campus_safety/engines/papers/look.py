"""How a paper looks: GB/T 9704-2012. Styles carry Chinese names, so that a school finds and redraws them in its template.

Sizes in points (二号 22, 三号 16, 四号 14, 小四 12), margins in millimetres. Fonts stand by name: none is shipped.
"""

from dataclasses import dataclass

try:
	from docx.enum.style import WD_STYLE_TYPE
	from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
	from docx.oxml import OxmlElement
	from docx.oxml.ns import qn
	from docx.shared import Mm, Pt
except ImportError:  # the extra `word` is not installed; engines.papers.docx says so
	pass

MARK, TITLE, BODY, BELOW, FOOT = "公文密级", "公文标题", "公文正文", "公文落款", "公文附注"
TABLE, TABLE_HEAD, PAGE = "公文表格", "公文表头", "公文页码"
HEADINGS = {1: "公文一级标题", 2: "公文二级标题"}
# 37 above, 28 left, and what is left of an A4 page around 156 × 225
MARGINS = {"top": 37, "bottom": 35, "left": 28, "right": 26}
LINE = 28  # points: 22 lines a page
# 28 signs of 16 points are wider than a line of 156 mm; the standard asks for 28
CLOSER = 5


@dataclass(frozen=True)
class Look:
	"""font: for Chinese; latin: for the rest. indent: of the first line, in signs. closer: twentieths of a point a sign."""

	font: str
	size: int
	align: str = "JUSTIFY"
	indent: int = 0
	line: int = LINE
	outline: int | None = None
	after: int = 0
	latin: str = "Times New Roman"
	closer: int = 0


STYLES = {
	MARK: Look("黑体", 16, "LEFT"),
	TITLE: Look("方正小标宋_GBK", 22, "CENTER", line=36, outline=0, after=LINE),
	HEADINGS[1]: Look("黑体", 16, indent=2, outline=0, closer=CLOSER),
	HEADINGS[2]: Look("楷体_GB2312", 16, indent=2, outline=1, closer=CLOSER),
	BODY: Look("仿宋_GB2312", 16, indent=2, closer=CLOSER),
	BELOW: Look("仿宋_GB2312", 16, "RIGHT"),
	FOOT: Look("仿宋_GB2312", 10, "LEFT", line=14),
	TABLE: Look("仿宋_GB2312", 12, "LEFT", line=18),
	TABLE_HEAD: Look("黑体", 12, "CENTER", line=18),
	PAGE: Look("宋体", 14, "CENTER", latin="宋体"),
}


def add_styles(document, anew: bool = False) -> None:
	"""Those it lacks. anew: a document of our own, whose page numbers are ours, too."""
	known = {style.name for style in document.styles}
	for name, how in STYLES.items():
		if name not in known:
			_add_style(document, name, how)
	if anew:
		_number_pages(document)


def _add_style(document, name: str, how: Look) -> None:
	style = document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
	style.base_style = None
	style.quick_style = True
	font, paragraph = style.font, style.paragraph_format
	font.name, font.size = how.latin, Pt(how.size)
	style.element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), how.font)
	if how.closer:
		_set_closer(style, how.closer)
	paragraph.alignment = getattr(WD_ALIGN_PARAGRAPH, how.align)
	paragraph.line_spacing_rule, paragraph.line_spacing = WD_LINE_SPACING.EXACTLY, Pt(how.line)
	paragraph.space_before, paragraph.space_after = Pt(0), Pt(how.after)
	if how.indent:
		paragraph.first_line_indent = Pt(how.size * how.indent)
	if how.outline is not None:
		level = OxmlElement("w:outlineLvl")
		level.set(qn("w:val"), str(how.outline))
		style.element.get_or_add_pPr().append(level)
		paragraph.keep_with_next = True


def _set_closer(style, twentieths: int) -> None:
	spacing = OxmlElement("w:spacing")
	spacing.set(qn("w:val"), str(-twentieths))
	properties = style.element.get_or_add_rPr()
	size = properties.find(qn("w:sz"))
	size.addprevious(spacing)  # the schema's order


def set_page(document) -> None:
	"""A4 with the margins of the standard."""
	for section in document.sections:
		section.page_width, section.page_height = Mm(210), Mm(297)
		for side, millimetres in MARGINS.items():
			setattr(section, f"{side}_margin", Mm(millimetres))


def empty(document) -> None:
	"""Head, foot and page of the template stay; what stands on its page goes."""
	body = document.element.body
	for element in list(body):
		if element.tag != qn("w:sectPr"):
			body.remove(element)


def set_grid(grid, shares: list[int]) -> None:
	"""Lines around each cell, columns by their shares."""
	properties = grid._tbl.tblPr
	borders = OxmlElement("w:tblBorders")
	for side in ("top", "left", "bottom", "right", "insideH", "insideV"):
		line = OxmlElement(f"w:{side}")
		for key, value in (("val", "single"), ("sz", "4"), ("space", "0"), ("color", "000000")):
			line.set(qn(f"w:{key}"), value)
		borders.append(line)
	properties.append(borders)
	grid.autofit = False
	whole = Mm(210 - MARGINS["left"] - MARGINS["right"])
	for column, share in zip(grid.columns, shares, strict=True):
		column.width = int(whole * share / sum(shares))


def repeat_on_each_page(row) -> None:
	head = OxmlElement("w:tblHeader")
	head.set(qn("w:val"), "true")
	row._tr.get_or_add_trPr().append(head)


def _number_pages(document) -> None:
	"""— 1 —, below the text."""
	for section in document.sections:
		place = section.footer.paragraphs[0]
		place.style = PAGE
		place.add_run("— ")
		field = place.add_run()._r
		for kind, words in (("begin", None), (None, "PAGE"), ("end", None)):
			element = OxmlElement("w:fldChar" if kind else "w:instrText")
			if kind:
				element.set(qn("w:fldCharType"), kind)
			else:
				element.text = words
			field.append(element)
		place.add_run(" —")
