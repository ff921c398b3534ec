"""A paper as a Word file. Its look is GB/T 9704-2012 in named styles, fonts by name only; the school's own template wins.

Whatever style or page the template brings stays as it is; a style of ours that it lacks is added. Needs the extra `word`.
"""

import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import frappe
from frappe import _

from campus_safety.access.settings import SETTINGS
from campus_safety.domain.plain_line import writable_in_xml
from campus_safety.engines.papers import look, package
from campus_safety.engines.papers.settings import get_template_url
from campus_safety.exceptions import PaperError

try:
	import docx
except ImportError:  # the extra `word` is not installed
	docx = None


@dataclass(frozen=True)
class Table:
	"""headings: (words, share of the width)."""

	headings: Sequence[tuple[str, int]]
	rows: Sequence[Sequence[str]]


@dataclass(frozen=True)
class Section:
	"""heading: with its number, as papers have it (一、…). level: 1 黑体, 2 楷体. text: a paragraph for each line."""

	heading: str = ""
	text: str = ""
	table: Table | None = None
	level: int = 1


@dataclass(frozen=True)
class Paper:
	"""mark: For internal use, above all else. below: last lines, to the right: who, and when. foot: number, checkpoint."""

	title: str
	sections: Sequence[Section]
	mark: str = ""
	below: Sequence[str] = ()
	foot: Sequence[str] = ()


def write_paper(paper: Paper, now: datetime, template: bytes | None = None) -> bytes:
	"""`template`: the school's unless given. Errors: PaperError where the extra is missing or the template cannot be used."""
	document = _open(template if template is not None else get_template())
	_set_properties(document, paper, now)
	if paper.mark:
		_add(document, paper.mark, look.MARK)
	_add(document, paper.title, look.TITLE)
	for section in paper.sections:
		if section.heading:
			_add(document, section.heading, look.HEADINGS[section.level])
		for line in section.text.splitlines():
			if line.strip():
				_add(document, line.strip(), look.BODY)
		if section.table:
			_add_table(document, section.table)
	for line in paper.below:
		_add(document, line, look.BELOW)
	for line in paper.foot:
		_add(document, line, look.FOOT)
	held = io.BytesIO()
	document.save(held)
	return held.getvalue()


def get_template() -> bytes | None:
	"""The school's, attached to the settings; None for the look of the standard."""
	return _read_template(get_template_url())


def validate_template_file(url: str) -> None:
	"""A Word file that holds no program and fetches nothing from elsewhere. Errors: PaperError."""
	content = _read_template(url)
	if content is None:
		frappe.throw(_("Attach the template of papers as a private file."), PaperError)
	_open(content)


def _read_template(url: str) -> bytes | None:
	own = {"file_url": url, "is_private": 1, "attached_to_doctype": SETTINGS}
	name = url and frappe.db.get_value("File", own)
	return frappe.get_doc("File", name).get_content() if name else None


def _open(template: bytes | None):
	if not docx:
		frappe.throw(
			_(
				"This site cannot write Word files yet. Ask who keeps the server to install the extra: pip install campus_safety[word]"
			),
			PaperError,
		)
	if template is None:
		document = docx.Document()
		look.set_page(document)
		look.add_styles(document, anew=True)
		return document
	try:
		package.validate_whole(template)
		package.validate_harmless(template)
		document = docx.Document(io.BytesIO(template))
		look.empty(document)
		look.add_styles(document)
	except (package.NotWholeError, package.NotHarmlessError, *package.BROKEN):
		_refuse()
	return document


def _refuse() -> None:
	frappe.throw(
		_(
			"This file cannot be the template of papers: it must be a Word file (.docx) of at most 5 MB, without macros and without anything that is fetched from elsewhere."
		),
		PaperError,
	)


def _set_properties(document, paper: Paper, now: datetime) -> None:
	"""Nobody's name: who took it out stands in the log."""
	about = document.core_properties
	about.title = writable_in_xml(paper.title)[:255]
	about.author = about.last_modified_by = about.comments = ""
	about.created = about.modified = now.replace(microsecond=0)


def _add(document, words: str, style: str):
	return document.add_paragraph(writable_in_xml(words), style=style)


def _add_table(document, table: Table) -> None:
	"""Two tables with nothing between them are one table with other columns to every program that opens them."""
	*_before, last, _page = (None, *document.element.body)
	if last is not None and last.tag.endswith("}tbl"):
		_add(document, "", look.TABLE)
	grid = document.add_table(rows=1, cols=len(table.headings))
	look.set_grid(grid, [share for _words, share in table.headings])
	_fill(grid.rows[0].cells, [words for words, _share in table.headings], look.TABLE_HEAD)
	look.repeat_on_each_page(grid.rows[0])
	for cells in table.rows:
		_fill(grid.add_row().cells, cells, look.TABLE)


def _fill(places, cells: Sequence[str], style: str) -> None:
	for place, words in zip(places, cells, strict=True):
		place.paragraphs[0].text = writable_in_xml(str(words or ""))
		place.paragraphs[0].style = style
