"""A script report's table as xlsx in ledger layout: run by the framework's own door, so that its checks are these checks."""

from collections.abc import Iterator

import frappe
from frappe import _
from frappe.core.doctype.report.report import get_report_module_dotted_path
from frappe.desk import query_report
from frappe.utils import cint, flt, format_datetime, formatdate

from campus_safety.access.arguments import report_filters
from campus_safety.engines.ledgers.export import TEMPLATES, ExportedLedger, get_signature_line
from campus_safety.engines.ledgers.sheet import Caption, Percent, write_table
from campus_safety.engines.ledgers.wording import plain_text, title_of
from campus_safety.engines.opening import access_log
from campus_safety.engines.seal import checkpoints
from campus_safety.records import numbers
from campus_safety.records.school import get_school_name

PIXELS_PER_CHARACTER = 8
NUMBERS = ("Int", "Float", "Currency")
IS_TOTAL = "is_total"  # a row that sums up others: it is no entry, and has no number
# filters that make it a part: what they choose among; days, terms and groupings stand in the heading or in the columns
CHOSEN = {
	"college": "Campus Unit",
	"unit": "Campus Unit",
	"dormitory": "Campus Dormitory",
	"responsible_user": "User",
	"recorded_by": "User",
	"clause": "Campus Notice Clause",
	"rule": "Campus Duty Rule",
	"kind": None,
	"level": None,
}


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
	filters = report_filters(filters)
	answer = query_report.run(name, filters=frappe.as_json(filters), ignore_prepared_report=True)
	columns = [column for column in answer["columns"] if not column.get("hidden")]
	rows = [row for row in answer["result"] if isinstance(row, dict)]
	number = numbers.take(numbers.EXPORT)
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
	"""Its heading says which days it covers, asked of the report itself, and what it was narrowed by."""
	period = frappe.get_attr(f"{get_module_of(name)}.get_shown_period")(filters)
	subtitle = _("Period: {0}    {1}    Rows: {2}    No. {3}").format(
		period, get_signature_line(), sum(not row.get(IS_TOTAL) for row in rows), number
	)
	if chosen := [_chosen(key, value) for key, value in filters.items() if value and key in CHOSEN]:
		subtitle += "    " + _("Only: {0}").format("、".join(chosen))
	return Caption(_(name), subtitle, number, _("For internal use"), get_school_name())


def get_module_of(name: str) -> str:
	return get_report_module_dotted_path(frappe.db.get_value("Report", name, "module"), name)


def _chosen(key: str, value) -> str:
	doctype = CHOSEN[key]
	return title_of(doctype, str(value)) if doctype else _(str(value))


def width_of(column: dict) -> int:
	return max(8, cint(column.get("width") or 120) // PIXELS_PER_CHARACTER)


def get_cells(columns: list[dict], rows: list[dict]) -> Iterator[list]:
	titles: dict[tuple[str, str], str] = {}
	number = 0
	for row in rows:
		is_entry = not row.get(IS_TOTAL)
		number += is_entry
		yield [number if is_entry else "", *(cell(column, row, titles) for column in columns)]


def cell(column: dict, row: dict, titles: dict) -> str | int | float:
	"""Numbers stay numbers, links get their titles, everything else is plain text."""
	value, fieldtype = row.get(column["fieldname"]), column.get("fieldtype")
	if value in (None, ""):
		return row.get(f"{column['fieldname']}_name") or ""  # what an empty cell is called on the screen, too
	if fieldtype == "Percent":
		return Percent(flt(value, 1))
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
