"""Papers as Word files: the standard's styles, the school's own, and what is no template."""

import io
import zipfile
from datetime import datetime

import docx
import frappe
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from campus_safety.access.settings import SETTINGS
from campus_safety.engines.papers import look, reading
from campus_safety.engines.papers.docx import Paper, Section, Table, write_paper
from campus_safety.engines.papers.package import MOST_UNPACKED
from campus_safety.exceptions import PaperError
from campus_safety.tests.base import CampusTestCase

NOW = datetime(2026, 11, 30, 9, 0)
PAPER = Paper(
	"某某学院突发事件复盘报告",
	[
		Section("一、基本事实", "第一段\n\n第二段"),
		Section("二、整改", table=Table([("序号", 1), ("事项", 4)], [("1", "换阻燃容器"), ("2", "")])),
	],
	mark="内部资料",
	below=["张三"],
	foot=["EX-2026-00001"],
)


def read(content: bytes):
	return docx.Document(io.BytesIO(content))


def saved(document) -> bytes:
	held = io.BytesIO()
	document.save(held)
	return held.getvalue()


class TestPaper(CampusTestCase):
	def attach(self, content: bytes, private: int = 1) -> str:
		return (
			frappe.get_doc(
				{
					"doctype": "File",
					"file_name": "template.docx",
					"content": content,
					"is_private": private,
					"attached_to_doctype": SETTINGS,
					"attached_to_name": SETTINGS,
				}
			)
			.insert()
			.file_url
		)

	def test_one_table_after_another_stays_two(self) -> None:
		tables = [
			Section(table=Table([("条款", 1), (unit, 2)], [("一", unit)])) for unit in ("甲", "乙", "丙")
		]
		document = read(write_paper(Paper("汇总", tables), NOW))
		kinds = [element.tag.rpartition("}")[2] for element in document.element.body]
		self.assertEqual(kinds, ["p", "tbl", "p", "tbl", "p", "tbl", "sectPr"])

	def test_says_everything_in_named_styles_of_the_standard(self) -> None:
		document = read(write_paper(PAPER, NOW))
		said = [(line.style.name, line.text) for line in document.paragraphs]
		self.assertEqual(
			said,
			[
				(look.MARK, "内部资料"),
				(look.TITLE, "某某学院突发事件复盘报告"),
				(look.HEADINGS[1], "一、基本事实"),
				(look.BODY, "第一段"),
				(look.BODY, "第二段"),
				(look.HEADINGS[1], "二、整改"),
				(look.BELOW, "张三"),
				(look.FOOT, "EX-2026-00001"),
			],
		)
		cells = [[cell.text for cell in row.cells] for row in document.tables[0].rows]
		self.assertEqual(cells, [["序号", "事项"], ["1", "换阻燃容器"], ["2", ""]])
		title = document.styles[look.TITLE]
		self.assertEqual(title.font.size, Pt(22))
		self.assertEqual(title.element.rPr.rFonts.get(qn("w:eastAsia")), "方正小标宋_GBK")
		body = document.styles[look.BODY]
		self.assertEqual(body.element.rPr.rFonts.get(qn("w:eastAsia")), "仿宋_GB2312")
		self.assertEqual(
			(body.font.size, body.paragraph_format.line_spacing, body.paragraph_format.first_line_indent),
			(Pt(16), Pt(28), Pt(32)),
		)
		page = document.sections[0]
		sides = (page.page_height, page.top_margin, page.left_margin)
		self.assertEqual([round(side.mm) for side in sides], [297, 37, 28])
		self.assertIn("PAGE", page.footer._element.xml)
		about = document.core_properties
		self.assertEqual((about.author, about.created.replace(tzinfo=None)), ("", NOW))

	def test_holds_no_font_and_nothing_of_the_library_s_own(self) -> None:
		content = write_paper(PAPER, NOW)
		with zipfile.ZipFile(io.BytesIO(content)) as package:
			names = package.namelist()
			words = b"".join(package.read(name) for name in names if name.startswith("docProps/"))
		self.assertFalse(
			[name for name in names if "font" in name.lower() and not name.endswith("Table.xml")]
		)
		self.assertNotIn(b"python-docx", words)

	def test_the_school_s_template_wins(self) -> None:
		own = docx.Document()
		own.add_paragraph("样张正文")
		own.sections[0].header.paragraphs[0].text = "某某学院文件"
		own.sections[0].top_margin = Mm(50)
		own.styles.add_style(look.TITLE, 1).font.size = Pt(26)
		with self.as_user("Administrator"):
			settings = frappe.get_doc(SETTINGS)
			settings.paper_template = self.attach(saved(own))
			settings.save()
		document = read(write_paper(PAPER, NOW))
		self.assertNotIn("样张正文", [line.text for line in document.paragraphs])
		self.assertEqual(document.sections[0].header.paragraphs[0].text, "某某学院文件")
		self.assertEqual(round(document.sections[0].top_margin.mm), 50)
		self.assertEqual(document.styles[look.TITLE].font.size, Pt(26))
		self.assertEqual(document.styles[look.BODY].font.size, Pt(16))

	def test_what_is_no_template(self) -> None:
		outside = docx.Document()
		outside.part.relate_to("https://elsewhere.example/t.dotx", RELATIONSHIP_TYPE.IMAGE, is_external=True)
		held = io.BytesIO(saved(docx.Document()))
		with zipfile.ZipFile(held, "a") as package:
			package.writestr("word/vbaProject.bin", b"x")
		heavy = io.BytesIO(saved(docx.Document()))
		with zipfile.ZipFile(heavy, "a", zipfile.ZIP_DEFLATED) as package:
			package.writestr("word/zeros.bin", b"\0" * (MOST_UNPACKED + 1))
		empty = io.BytesIO()
		zipfile.ZipFile(empty, "w").close()
		for content in (
			b"no Word file", saved(outside), held.getvalue(), heavy.getvalue(), empty.getvalue()
		):  # fmt: skip
			with self.subTest(content[:12]), self.as_user("Administrator"):
				settings = frappe.get_doc(SETTINGS)
				settings.paper_template = self.attach(content)
				self.assertRaises(PaperError, settings.save)

	def with_field(self, *runs: str, place: str = "header") -> bytes:
		"""A Word file with a field in its head, foot or text; its words may be cut into runs."""
		own = docx.Document()
		section = own.sections[0]
		where = {"header": section.header, "footer": section.footer, "text": own}[place]
		line = where.add_paragraph()
		for kind, words in (("begin", None), *((None, run) for run in runs), ("end", None)):
			element = OxmlElement("w:fldChar" if kind else "w:instrText")
			if kind:
				element.set(qn("w:fldCharType"), kind)
			else:
				element.text = words
			line.add_run()._r.append(element)
		return saved(own)

	def broken(self) -> list[bytes]:
		"""Packages that begin like one and are none: cut, damaged, encrypted, packed in a way nobody knows, of nonsense."""
		whole = saved(docx.Document())
		damaged = bytearray(whole)
		damaged[whole.find(b"word/document.xml") + 60 : whole.find(b"word/document.xml") + 200] = (
			b"\xff" * 140
		)
		locked, odd = bytearray(whole), bytearray(whole)
		for mark, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
			at = whole.find(mark)
			while at >= 0:
				locked[at + place] |= 1
				odd[at + place + 2] = 99
				at = whole.find(mark, at + 4)
		return [
			whole[:-40],
			bytes(damaged),
			bytes(locked),
			bytes(odd),
			self.with_part("word/document.xml", b"<w:p"),
		]

	def with_part(self, name: str, content: bytes) -> bytes:
		"""A Word file in which one part is another."""
		held = io.BytesIO()
		with zipfile.ZipFile(io.BytesIO(saved(docx.Document()))) as old, zipfile.ZipFile(held, "w") as new:
			for each in old.namelist():
				new.writestr(each, content if each == name else old.read(each))
			if name not in old.namelist():
				new.writestr(name, content)
		return held.getvalue()

	def fetching(self) -> list[bytes]:
		head = docx.Document()
		head.sections[0].footer.part.relate_to(
			"https://elsewhere.example/p.png", RELATIONSHIP_TYPE.IMAGE, is_external=True
		)
		nobody_s = b"""<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1"
			Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/image" Target="https://e.example/p.png" TargetMode="External"/></Relationships>"""
		return [
			saved(head),
			self.with_part("word/_rels/header9.xml.rels", nobody_s),
			self.with_field(' INCLUDEPICTURE "https://elsewhere.example/p.png" '),
			self.with_field(" INCLU", 'DETEXT "\\\\elsewhere\\share\\t.docx" ', place="footer"),
			self.with_field(' DDEAUTO excel "sheet" ', place="text"),
		]

	def test_what_is_broken_or_fetches_is_refused_in_words(self) -> None:
		for number, content in enumerate([*self.broken(), *self.fetching()]):
			with self.subTest(number), self.as_user("Administrator"):
				settings = frappe.get_doc(SETTINGS)
				settings.paper_template = self.attach(content)
				self.assertRaises(PaperError, settings.save)

	def test_a_page_number_and_a_link_harm_nobody(self) -> None:
		for content in (
			self.with_field(" PAGE "),
			self.with_field(' HYPERLINK "https://www.example.edu.cn" '),
		):
			self.assertTrue(write_paper(PAPER, NOW, content))

	def test_a_broken_file_that_is_read_is_refused_in_words(self) -> None:
		for number, content in enumerate([*self.broken(), b"PK\x03\x04", b""]):
			with self.subTest(number):
				self.assertRaises(PaperError, reading.read_word, content)

	def test_a_public_file_is_none(self) -> None:
		with self.as_user("Administrator"):
			settings = frappe.get_doc(SETTINGS)
			settings.paper_template = self.attach(saved(docx.Document()), private=0)
			self.assertRaises(PaperError, settings.save)

	def test_signs_that_no_file_holds_are_left_out(self) -> None:
		content = write_paper(Paper("标题\x00", [Section("一\x0b", "正\ud800文")]), NOW)
		self.assertEqual([line.text for line in read(content).paragraphs], ["标题", "一", "正文"])
