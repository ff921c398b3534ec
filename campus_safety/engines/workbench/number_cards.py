"""The app's number cards 数字卡, each counted in the reader's own reach.

Not left to the framework's widgets: to a System Manager those show every card and then fail on each.
"""

import frappe
from frappe.desk import query_report

from campus_safety.engines.workbench.permitted_count import count_permitted

FIELDS = (
	"name",
	"label",
	"type",
	"function",
	"document_type",
	"report_name",
	"report_field",
	"report_function",
	"filters_json",
	"color",
)


def get_numbers(user: str | None = None) -> list[dict]:
	"""[{label, count, color, filters, and doctype or report}] of the public cards about what the user may read.

	Cards count the rows of a list, or add up a column of a report; others are the framework's own matter.
	"""
	cards = frappe.get_all(
		"Number Card",
		filters={"module": ("like", "Campus %"), "is_public": 1},
		fields=list(FIELDS),
		order_by="creation asc, name asc",
	)
	return [number for card in cards if (number := _get_number(card, user))]


def _get_number(card, user: str | None) -> dict | None:
	if card.type == "Document Type" and card.function == "Count":
		return _count_list(card, user)
	if card.type == "Report" and card.report_function == "Sum":
		return _add_up_report(card)
	return None


def _count_list(card, user: str | None) -> dict | None:
	if not frappe.has_permission(card.document_type, "read", user=user):
		return None
	filters = _without_flags(frappe.parse_json(card.filters_json))
	return {
		"label": card.label,
		"color": card.color,
		"doctype": card.document_type,
		"filters": filters,
		"count": count_permitted(card.document_type, filters),
	}


def _add_up_report(card) -> dict | None:
	"""Through the report's own door, so that its rows are the session user's."""
	if not _may_open(card.report_name):
		return None
	filters = frappe.parse_json(card.filters_json) or {}
	rows = query_report.run(card.report_name, filters=filters, ignore_prepared_report=True)["result"]
	return {
		"label": card.label,
		"color": card.color,
		"report": card.report_name,
		"filters": filters,
		"count": sum(row.get(card.report_field) or 0 for row in rows if isinstance(row, dict)),
	}


def _may_open(report: str) -> bool:
	document = frappe.get_cached_doc("Report", report)
	return document.is_permitted() and bool(frappe.has_permission(document.ref_doctype, "report"))


def _without_flags(filters: list) -> list:
	"""Cards keep a fifth element, whether the filter is hidden; queries know four."""
	return [condition[:4] for condition in filters or []]
