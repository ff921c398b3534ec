"""The copy of a student's own information 个人信息副本 (PIPL 45): one workbook for the person, in the words of the forms.

Made by the office that decides about the request, of what it may read itself; the app keeps none. What is protected is not in it: that is
read with the person, by those who keep it.
"""

import io
from collections.abc import Iterator
from datetime import datetime

import frappe
import xlsxwriter
from frappe import _
from frappe.model import no_value_fields, table_fields
from frappe.utils import cstr, format_datetime, formatdate

from campus_safety.domain.privacy.requests import COPY, GIVEN, Status
from campus_safety.engines.ledgers import archive
from campus_safety.engines.ledgers.export import ExportedLedger
from campus_safety.engines.ledgers.wording import plain_text, title_of
from campus_safety.engines.opening import access_log
from campus_safety.exceptions import DataRequestError
from campus_safety.records.school import get_school_name
from campus_safety.services.privacy.data_requests import REQUEST, validate_decides

STUDENT, ROLL, ROW = "Campus Student", "Campus Night Roll Call", "Campus Night Roll Call Row"
LONGEST_TITLE = 31  # characters of a sheet's name
WIDTHS = (26, 80)  # characters of a label, of a value
MOST_CHARACTERS = 32_000  # Excel holds 32,767 in a cell


def make(request, now: datetime) -> ExportedLedger:
	"""Errors: PermissionError for other offices; DataRequestError for a request of another kind, or that is over."""
	validate_decides(request)
	is_over = request.status in (Status.WITHDRAWN.value, Status.REFUSED.value)
	if request.kind != COPY or request.concerns != "General" or is_over:
		frappe.throw(
			_(
				"A copy is made for an open request for one; psychological records are read at the Psych Centre."
			),
			DataRequestError,
		)
	held, parts = io.BytesIO(), list(_parts(request.student))
	with xlsxwriter.Workbook(held, {"strings_to_formulas": False, "strings_to_urls": False}) as book:
		bold, wrapped = book.add_format({"bold": True}), book.add_format({"text_wrap": True, "valign": "top"})
		_write(book, _("About This Copy"), _introduction(request, parts, now), bold, wrapped)
		for doctype, rows in parts:
			_write(book, _(doctype), _lines(doctype, rows), bold, wrapped)
	access_log.record(
		"Export", REQUEST, request.name, student=request.student, reason=_("Copy for the person")
	)
	return ExportedLedger(f"{request.name}.xlsx", held.getvalue())


def _parts(student: str) -> Iterator[tuple[str, list[dict]]]:
	"""(DocType, rows) of what the session's account may read about the student."""
	for doctype, filters in ((STUDENT, {"name": student}), *((each, {"student": student}) for each in GIVEN)):
		if frappe.has_permission(doctype, "read") and (rows := list(archive.read_rows(doctype, "", filters))):
			yield doctype, rows
	if frappe.has_permission(ROLL, "read") and (rows := _nights(student)):
		yield ROW, rows


def _nights(student: str) -> list[dict]:
	"""Their own line of each night's list; the others' stand beside it and are not theirs."""
	nights = frappe.get_list(ROLL, pluck="name", limit_page_length=0)
	return frappe.get_all(
		ROW,
		filters={"student": student, "parent": ("in", nights or [""])},
		fields=["*"],
		order_by="roll_date asc",
	)


def _introduction(request, parts, now: datetime) -> Iterator[tuple[str, str]]:
	yield _("School", context="Copy"), get_school_name()
	yield _("Whose Information"), f"{title_of(STUDENT, request.student)} ({request.student})"
	yield _("Number of the Request"), request.name
	yield _("Made At", context="Copy"), format_datetime(now, "yyyy-MM-dd HH:mm")
	yield _("By", context="Copy"), title_of("User", frappe.session.user)
	for doctype, rows in parts:
		yield _(doctype), str(len(rows))
	yield (
		_("Not in This Copy"),
		_(
			"Records of the Psych Centre and of risk, which are read with the person by those who keep them; what other people told about themselves."
		),
	)


def _lines(doctype: str, rows: list[dict]) -> Iterator[tuple[str, str]]:
	meta = frappe.get_meta(doctype)
	for row in rows:
		yield _("Number", context="Ledger"), cstr(row["name"])
		for field in meta.fields:
			if field.fieldtype in table_fields:
				text = _table(field.options, row.get(field.fieldname) or ())
			elif field.fieldtype in no_value_fields:
				continue
			else:
				text = _text(meta, field, row.get(field.fieldname))
			if text:
				yield _(field.label, context=doctype), text
		yield "", ""


def _table(doctype: str, rows) -> str:
	meta = frappe.get_meta(doctype)
	shown = [field for field in meta.fields if field.fieldtype not in no_value_fields]
	lines = (
		"，".join(filter(None, (_text(meta, field, row.get(field.fieldname)) for field in shown)))
		for row in rows
	)
	return "\n".join(filter(None, lines))


def _text(meta, field, value) -> str:
	if value in (None, "", archive.CLOSED):
		return ""
	match field.fieldtype:
		case "Check":
			return _("Yes", context="Copy") if value else ""
		case "Date":
			return formatdate(value, "yyyy-MM-dd")
		case "Datetime":
			return format_datetime(value, "yyyy-MM-dd HH:mm")
		case "Link":
			return title_of(field.options, value)
		case "Select":
			return _(value, context=meta.name)
		case "Attach" | "Attach Image":
			return _("A file; ask for it")
	return plain_text(value)


def _write(book, title: str, lines, bold, wrapped) -> None:
	sheet = book.add_worksheet(_sheet_name(book, title))
	for column, width in enumerate(WIDTHS):
		sheet.set_column(column, column, width)
	for number, (label, text) in enumerate(lines):
		sheet.write_string(number, 0, label, bold)
		sheet.write_string(number, 1, text[:MOST_CHARACTERS], wrapped)


def _sheet_name(book, title: str) -> str:
	for sign in "[]:*?/\\'":
		title = title.replace(sign, " ")
	taken = {sheet.get_name() for sheet in book.worksheets()}
	return (
		title[:LONGEST_TITLE]
		if title[:LONGEST_TITLE] not in taken
		else f"{title[: LONGEST_TITLE - 3]} {len(taken)}"
	)
