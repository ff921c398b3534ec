"""What stands in a file that was handed in: a Word file or plain text, as lines. Pictures and automatic numbers are not read."""

import io

import frappe
from frappe import _

from campus_safety.engines.papers import package
from campus_safety.exceptions import PaperError

try:
	import docx
except ImportError:  # the extra `word` is not installed
	docx = None

CODES = ("utf-8-sig", "gb18030")


def read_file(doctype: str, name: str, url: str | None) -> str:
	"""The words of a file attached to this record; "" where there is none. Errors: PaperError."""
	own = {"file_url": url, "attached_to_doctype": doctype, "attached_to_name": name}
	found = url and frappe.db.get_value("File", own, ["name", "file_name"])
	if not found:
		return ""
	content = frappe.get_doc("File", found[0]).get_content()
	content = content.encode() if isinstance(content, str) else content
	if found[1].lower().endswith(".docx"):
		return read_word(content)
	if found[1].lower().endswith(".txt"):
		return read_text(content)
	return frappe.throw(_("Attach a Word file (.docx) or plain text (.txt), or paste the text."), PaperError)


def read_text(content: bytes) -> str:
	for code in CODES:
		try:
			return content.decode(code)
		except UnicodeDecodeError:
			continue
	return _refuse()


def read_word(content: bytes) -> str:
	"""Paragraphs and cells in their order, a line each."""
	if not docx:
		frappe.throw(_("This site cannot read Word files. Paste the text instead."), PaperError)
	try:
		package.validate_whole(content)
		return "\n".join(_lines(docx.Document(io.BytesIO(content)).iter_inner_content()))
	except (package.NotWholeError, *package.BROKEN):
		return _refuse()


def _lines(blocks):
	for block in blocks:
		if hasattr(block, "rows"):
			for row in block.rows:
				yield " ".join(cell.text.strip() for cell in row.cells)
		else:
			yield block.text


def _refuse():
	frappe.throw(
		_(
			"This file cannot be read. Save it again as a Word file (.docx) of at most 5 MB, or paste the text."
		),
		PaperError,
	)
