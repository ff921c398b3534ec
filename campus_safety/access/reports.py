"""Reports prepared in the background: for whoever may run them now."""

import frappe


def refuse_report_of_others(doc, method: str | None = None) -> None:
	"""`Prepared Report.before_insert`: the framework asks nothing, so a student could keep the workers busy."""
	report = frappe.get_doc("Report", doc.report_name)
	if not report.is_permitted() or not frappe.has_permission(report.ref_doctype, "report"):
		raise frappe.PermissionError
