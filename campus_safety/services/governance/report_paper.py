"""The work report 落实情况报告 and the table of a round as Word files, in the layout of official papers (domain §20)."""

from datetime import datetime

import frappe
from frappe import _
from frappe.utils import formatdate, get_datetime, getdate

from campus_safety.engines.ledgers.export import get_signature_line
from campus_safety.engines.ledgers.wording import plain_text, title_of
from campus_safety.engines.messages.telling import in_school_language
from campus_safety.engines.opening import access_log
from campus_safety.engines.papers.docx import Paper, Section, Table, write_paper
from campus_safety.engines.seal import checkpoints
from campus_safety.records import numbers
from campus_safety.records.school import get_school_name
from campus_safety.services.governance import summary
from campus_safety.services.governance.reports import NOTICE, REPORT, ROUND

UNITS_A_TABLE = 5  # beside the clause, on an A4 page upright
PARTS = (
	("done", "What was done"),
	("unmet", "Not met"),
	("problems", "Problems"),
	("next", "What comes next"),
)


def export_report(report, now: datetime) -> tuple[str, bytes]:
	"""(number, Word file) of one unit's report. The caller has asked who may print it. Errors: PaperError."""
	number = _number(REPORT, report.name)
	with in_school_language():
		return number, write_paper(_paper_of_report(report, number), now)


def export_summary(record, user: str, now: datetime) -> tuple[str, bytes]:
	"""(number, Word file) of a round's table clause × unit, of the units that the user reaches. Errors: PaperError."""
	number = _number(ROUND, record.name)
	with in_school_language():
		table = summary.get_table(record.name, user, now)
		return number, write_paper(_paper_of_round(record, table, number), now)


def _number(doctype: str, name: str) -> str:
	number = numbers.take(numbers.EXPORT)
	access_log.record("Export", doctype, name, reason=number)
	return number


# one unit's report


def _paper_of_report(report, number: str) -> Paper:
	record = frappe.get_doc(ROUND, report.round)
	notice = frappe.get_doc(NOTICE, record.notice)
	unit = title_of("Campus Unit", report.unit)
	opening = plain_text(report.overview)
	return Paper(
		title=_("{0}: report on how “{1}” is carried out").format(unit, notice.title),
		sections=[
			Section(
				text="\n".join([_("To {0}:").format(record.recipient)] * bool(record.recipient) + [opening])
			),
			*_sections(report),
		],
		below=[
			unit,
			formatdate(getdate(report.approved_at), "yyyy年M月d日") if report.approved_at else _("(a draft)"),
		],
		foot=_foot(
			number, _("Seal of the content: {0}").format(report.content_seal) if report.content_seal else ""
		),
	)


def _sections(report) -> list[Section]:
	"""Chapters as headings, clauses below them; a clause that is a chapter stands for itself."""
	chapters = dict(frappe.get_all("Campus Notice Clause", fields=["name", "chapter"], as_list=True))
	made, last = [], None
	for row in report.clauses:
		chapter, _bracket, rest = row.number.partition("(")
		if rest and chapter != last:
			words = (chapters.get(row.clause) or "").removeprefix(chapter).strip()
			made.append(Section(f"{chapter}、{words}"))
		heading = f"（{rest.rstrip(')')}）{row.title}" if rest else f"{row.number}、{row.title}"
		made.append(Section(heading, _words(row), level=2 if rest else 1))
		last = chapter
	return made


def _words(row) -> str:
	"""What people wrote, with the app's figures of the clause before it."""
	lines = [_("Figures: {0}").format(plain_text(row.figures))] if row.figures else []
	for field, label in PARTS:
		said = "；".join(line for line in plain_text(row.get(field)).splitlines() if line.strip())
		if said:
			lines.append(_("{0}: {1}", context=REPORT).format(_(label, context=REPORT), said))
	return "\n".join(lines)


# the table of a round


def _paper_of_round(record, table: summary.Table, number: str) -> Paper:
	late = _(", ").join(unit.title for unit in table.units if unit.is_late)
	there = sum(unit.is_there for unit in table.units)
	opening = [
		_("{0} units report; {1} have arrived, electronically and on paper; the deadline was {2}.").format(
			len(table.units), there, get_datetime(table.deadline).strftime("%Y-%m-%d %H:%M")
		),
		_("Late: {0}").format(late) if late else _("Nobody is late."),
		_("A cell says how much of what was owed is met; ! marks something that is not met."),
	]
	return Paper(
		title=f"{get_school_name()}{_('How it is carried out: {0}').format(plain_text(record.title))}",
		sections=[Section(text="\n".join(opening)), *(Section(table=part) for part in _tables(table))],
		foot=_foot(number),
	)


def _tables(table: summary.Table) -> list[Table]:
	"""As many units side by side as an upright page holds, then the next ones."""
	groups = [table.units[at : at + UNITS_A_TABLE] for at in range(0, len(table.units), UNITS_A_TABLE)]
	return [
		Table(
			[(_("Clause", context=ROUND), 4), *((unit.title, 3) for unit in units)],
			[
				(_("How far it is"), *(unit.state for unit in units)),
				*(
					(
						f"{clause.number} {clause.title}",
						*(table.cells.get((clause.number, unit.name), "") for unit in units),
					)
					for clause in table.clauses
				),
			],
		)
		for units in groups
	]


def _foot(number: str, *more: str) -> list[str]:
	seal = checkpoints.for_print()
	line = _("{0}    No. {1}").format(get_signature_line(), number)
	return [line, *(words for words in more if words), *([seal["words"], seal["text"]] if seal else [])]
