"""What may be taken out of the system, by whom, under which number."""

from dataclasses import dataclass

import frappe
from frappe import _
from frappe.modules import get_doctype_module, get_module_path
from frappe.utils import format_datetime, get_fullname, now_datetime
from frappe.www.printview import get_print_format

from campus_safety.domain.ledger_layouts import CONTEXT, Layout
from campus_safety.domain.visibility import Level
from campus_safety.engines import period_words
from campus_safety.engines.ledgers.layouts import get_layout_of, level_of
from campus_safety.engines.ledgers.rows import get_heads, get_rows
from campus_safety.engines.ledgers.sheet import Caption, write_sheet
from campus_safety.engines.opening import access_log
from campus_safety.engines.opening.reveal import get_plain_fields, get_readable, validate_reason
from campus_safety.engines.seal import checkpoints
from campus_safety.records import numbers
from campus_safety.records.school import get_school_name

MOST_ROWS = 50_000
TEMPLATES = "campus_safety/templates/ledgers"


@dataclass(frozen=True)
class ExportedLedger:
	file_name: str
	content: bytes


def export_ledger(doctype: str, reason: str | None = None, filters=None) -> ExportedLedger:
	"""The xlsx of the user's own rows. Errors: PermissionError; ValidationError without a reason for L3."""
	layout = get_layout(doctype)
	heads, number = begin("Export", layout, reason, filters)
	caption = get_caption(layout, heads, number, filters)
	rows = get_rows(layout, [head.name for head in heads])
	content = write_sheet(layout, caption, rows, checkpoints.for_print())
	return ExportedLedger(f"{number}.xlsx", content)


def print_ledger(doctype: str, reason: str | None = None, filters=None) -> str:
	"""The same ledger as an HTML page for the printer."""
	layout = get_layout(doctype)
	heads, number = begin("Print", layout, reason, filters)
	return frappe.render_template(
		f"{TEMPLATES}/ledger.html",
		{
			"caption": get_caption(layout, heads, number, filters),
			"headings": [(_(column.label, context=CONTEXT), column.width) for column in layout.columns],
			"rows": get_rows(layout, [head.name for head in heads]),
			"seal": checkpoints.for_print(),
		},
	)


def print_record(doctype: str, name: str, reason: str | None = None) -> str:
	"""One record as its A4 form, with its text opened; the standard print shows protected text locked."""
	layout = get_layout(doctype)
	if not layout.form:
		frappe.throw(_("There is no form for a single record of this ledger."), frappe.PermissionError)
	doc = get_printable(layout, name)
	if level_of(doctype).is_protected:
		doc = get_readable(doctype, name)
		validate_reason(reason)
		open_text(doc)
	access_log.record(
		"Print", doctype, name, student=doc.get("student"), reason=(reason or "").strip() or None
	)
	body = frappe.render_template(get_form_template(layout), {"doc": doc})
	return frappe.render_template(
		f"{TEMPLATES}/record.html",
		{
			"title": _(layout.title, context=CONTEXT),
			"body": body,
			"mark": get_mark(layout),
			"printed": get_signature_line(),
			"seal": checkpoints.for_print(),
		},
	)


# permission


def get_layout(doctype: str) -> Layout:
	"""Errors: PermissionError where there is no ledger, where it is L4, and for whoever may not print it."""
	layout = get_layout_of(doctype)
	if not layout or level_of(doctype) is Level.L4 or not frappe.has_permission(doctype, "print"):
		frappe.throw(_("You may not export this ledger."), frappe.PermissionError)
	return layout


def get_printable(layout: Layout, name: str):
	heads = get_heads(layout, {"name": name})
	if not heads:
		frappe.throw(_("You may not print this record."), frappe.PermissionError)
	return frappe.get_doc(layout.doctype, name)


def begin(action: str, layout: Layout, reason: str | None, filters) -> tuple[list, str]:
	"""Rows to take out and the number they are taken out under; both are logged before anything leaves."""
	is_protected = level_of(layout.doctype).is_protected
	if is_protected:
		validate_reason(reason)
	heads = [head for head in get_heads(layout, filters) if head.get("status") not in layout.left_out]
	if len(heads) > MOST_ROWS:
		frappe.throw(
			_("{0} rows are too many for one ledger ({1} at most). Filter by college or term.").format(
				len(heads), MOST_ROWS
			)
		)
	number = numbers.take(numbers.EXPORT)
	said = f"{(reason or '').strip()} [{layout.title}: {len(heads)}]".strip()
	access_log.record(action, layout.doctype, number, reason=said)
	if is_protected:  # who opened this student's record is asked record by record
		for head in heads:
			access_log.record(action, layout.doctype, head.name, student=head.student, reason=number)
	return heads, number


# wording


def get_caption(layout: Layout, heads: list, number: str, filters=None) -> Caption:
	"""A part of a ledger says that it is one."""
	subtitle = _("Unit: {0}    {1}    Rows: {2}    No. {3}").format(
		get_unit_of(heads), get_signature_line(), len(heads), number
	)
	if period := get_period_of(heads):
		subtitle = _("Period: {0}").format(period) + "    " + subtitle
	if filters and frappe.parse_json(filters):
		subtitle += "    " + _("A part: only what the filters of the list let through")
	return Caption(
		_(layout.title, context=CONTEXT),
		subtitle,
		number,
		get_mark(layout),
		get_school_name(),
		get_signers(layout),
	)


def get_signers(layout: Layout) -> tuple[str, ...]:
	usual = (_("Filled in by"), _("Checked by"), _("Date"))
	return tuple(_("{0}:").format(who) for who in (usual if layout.signed_by is None else layout.signed_by))


def get_signature_line() -> str:
	return _("Exported by: {0}    Date: {1}").format(
		get_fullname(frappe.session.user), format_datetime(now_datetime(), "yyyy-MM-dd HH:mm")
	)


def get_unit_of(heads: list) -> str:
	"""The smallest unit all rows lie in: the class, else the college, else the school."""
	for field in ("unit", "college"):
		found = {head.get(field) for head in heads}
		if len(found) == 1 and None not in found:
			return frappe.db.get_value("Campus Unit", found.pop(), "unit_name")
	return get_school_name()


def get_period_of(heads: list) -> str | None:
	"""From the first to the last day on which something of it happened; None where its rows have no day."""
	days = [head.occurred_on for head in heads if head.get("occurred_on")]
	return period_words.of_days(min(days), max(days)) if days else None


def get_mark(layout: Layout) -> str:
	level = level_of(layout.doctype)
	return _("Confidential") if level.is_protected else _("For internal use") if level is Level.L2 else ""


# the single record


def open_text(doc) -> None:
	"""Plain text in this copy only; it is never saved."""
	plain = get_plain_fields(doc)
	doc.update(plain["fields"])
	for table, rows in plain["tables"].items():
		for row in doc.get(table):
			row.update(rows.get(row.name, {}))


def get_form_template(layout: Layout) -> str:
	"""The Print Format's own template, the school's when it changed it.

	The app's file for a protected record: a template is a program, and whoever writes it need not be of the circle.
	"""
	if not level_of(layout.doctype).is_protected:
		return get_print_format(layout.doctype, frappe.get_doc("Print Format", layout.form))
	folder = frappe.scrub(layout.form)
	module = get_doctype_module(layout.doctype)
	return frappe.read_file(
		get_module_path(module, "print_format", folder, f"{folder}.html"), raise_not_found=True
	)
