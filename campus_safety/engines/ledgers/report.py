"""A script report's table as xlsx in ledger layout: run by the framework's own door, so that its checks are these checks."""

from collections.abc import Iterator

import frappe
from frappe import _
from frappe.desk import query_report
from frappe.model.naming import make_autoname
from frappe.utils import cint, flt, format_datetime, formatdate

from campus_safety.engines.ledgers.export import TEMPLATES, ExportedLedger, get_signature_line
from campus_safety.engines.ledgers.sheet import Caption, write_table
from campus_safety.engines.ledgers.wording import plain_text, title_of
from campus_safety.engines.opening import access_log
from campus_safety.engines.seal import checkpoints

PIXELS_PER_CHARACTER = 8
NUMBERS = ("Int", "Float", "Percent", "Currency")


def export_report(name: str, filters: dict) -> ExportedLedger:
	"""The report as the session user sees it. Errors: PermissionError as the report's own, and for other apps' reports."""
	columns, rows, headings, caption = _begin("Export", name, filters)
	content = write_table(caption, headings, get_cells(columns, rows), checkpoints.for_print())
	return ExportedLedger(f"{caption.number}.xlsx", content)


def print_report(name: str, filters: dict) -> str:
	"""The same table as an HTML page for the printer, with the checkpoint as a QR code. Errors: as above."""
	columns, rows, headings, caption = _begin("Print", name, filters)
	return frappe.render_template(
		f"{TEMPLATES}/ledger.html",
		{
			"caption": caption,
			"headings": headings,
			"rows": get_cells(columns, rows),
			"seal": checkpoints.for_print(),
		},
	)


def _begin(act: str, name: str, filters: dict) -> tuple:
	"""Run, numbered and logged."""
	validate_ours(name)
	answer = query_report.run(name, filters=frappe.as_json(filters), ignore_prepared_report=True)
	columns = [column for column in answer["columns"] if not column.get("hidden")]
	rows = [row for row in answer["result"] if isinstance(row, dict)]
	number = make_autoname("EX-.YYYY.-.#####")
	access_log.record(
		act, frappe.db.get_value("Report", name, "ref_doctype"), number, reason=f"[{name}: {len(rows)}]"
	)
	headings = [
		(_("No.", context="Ledger"), 6),
		*((column["label"], width_of(column)) for column in columns),
	]
	return columns, rows, headings, get_caption(name, filters, rows, number)


def validate_ours(name: str) -> None:
	"""Only this app's script reports: they count in the caller's scope, which nobody has promised of others."""
	module = frappe.db.get_value(
		"Report", {"name": name, "is_standard": "Yes", "report_type": "Script Report"}, "module"
	)
	if not module or frappe.db.get_value("Module Def", module, "app_name") != "campus_safety":
		frappe.throw(_("You may not export this report."), frappe.PermissionError)


def get_caption(name: str, filters: dict, rows: list, number: str) -> Caption:
	chosen = "  ".join(
		f"{value}" for key, value in filters.items() if value and key not in ("group_by", "only_overdue")
	)
	subtitle = _("Period and filters: {0}    {1}    Rows: {2}    No. {3}").format(
		chosen or _("current term, everything"), get_signature_line(), len(rows), number
	)
	return Caption(_(name), subtitle, number, _("For internal use"))


def width_of(column: dict) -> int:
	return max(8, cint(column.get("width") or 120) // PIXELS_PER_CHARACTER)


def get_cells(columns: list[dict], rows: list[dict]) -> Iterator[list]:
	titles: dict[tuple[str, str], str] = {}
	for number, row in enumerate(rows, 1):
		yield [number, *(cell(column, row, titles) for column in columns)]


def cell(column: dict, row: dict, titles: dict) -> str | int | float:
	"""Numbers stay numbers, links get their titles, everything else is plain text."""
	value, fieldtype = row.get(column["fieldname"]), column.get("fieldtype")
	if value in (None, ""):
		return ""
	if fieldtype in NUMBERS:
		return cint(value) if fieldtype == "Int" else flt(value, 2)
	if fieldtype == "Check":
		return _("Yes") if cint(value) else ""
	if fieldtype == "Date":
		return formatdate(value, "yyyy-MM-dd")
	if fieldtype == "Datetime":
		return format_datetime(value, "yyyy-MM-dd HH:mm")
	if fieldtype == "Link":
		key = (column["options"], value)
		if key not in titles:
			titles[key] = title_of(*key)
		return titles[key]
	return plain_text(value)
