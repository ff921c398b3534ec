"""Endpoints of notices, rounds and work reports; see services.governance.reports."""

import frappe
from frappe import _
from frappe.model.document import Document
from frappe.utils import now_datetime

from campus_safety.access.checks import get_permitted
from campus_safety.access.requests import validate_asked_for
from campus_safety.services.governance import report_paper, reports

NOTICE, ROUND, REPORT = reports.NOTICE, reports.ROUND, reports.REPORT


@frappe.whitelist(methods=["POST"])
def read_notice(notice: str) -> int:
	"""Clauses from the pasted text; how many."""
	frappe.has_permission(NOTICE, "write", throw=True)
	record = _get(NOTICE, notice)
	found = reports.read_text(record)
	record.save()
	return found


@frappe.whitelist(methods=["POST"])
def open_round(round: str) -> list:
	"""A draft for each unit; names of those made."""
	frappe.has_permission(ROUND, "write", throw=True)
	return reports.open_round(_get(ROUND, round), now_datetime())


@frappe.whitelist(methods=["POST"])
def close_round(round: str) -> None:
	frappe.has_permission(ROUND, "write", throw=True)
	reports.close_round(_get(ROUND, round), now_datetime())


@frappe.whitelist(methods=["POST"])
def refresh(report: str) -> None:
	"""Figures as they are now, by the unit itself."""
	frappe.has_permission(REPORT, "write", throw=True)
	record = _get(REPORT, report)
	if not reports.drafts(frappe.session.user, record.unit):
		frappe.throw(_("A report is written by its own unit."), frappe.PermissionError)
	reports.refresh(record, now_datetime())


@frappe.whitelist(methods=["POST"])
def approve(report: str) -> None:
	"""By the unit's head: it is sent."""
	frappe.has_permission(REPORT, "write", throw=True)
	reports.approve(_get(REPORT, report), frappe.session.user, now_datetime())


@frappe.whitelist(methods=["POST"])
def give_back(report: str, reason: str) -> None:
	frappe.has_permission(REPORT, "write", throw=True)
	reports.give_back(_get(REPORT, report), reason, frappe.session.user, now_datetime())


@frappe.whitelist(methods=["POST"])
def receive_paper(report: str, signed_by: str) -> None:
	frappe.has_permission(REPORT, "write", throw=True)
	reports.receive_paper(_get(REPORT, report), signed_by, frappe.session.user, now_datetime())


@frappe.whitelist(methods=["POST"])
def freeze(report: str) -> None:
	frappe.has_permission(REPORT, "write", throw=True)
	reports.freeze(_get(REPORT, report), frappe.session.user, now_datetime())


@frappe.whitelist(methods=["POST"])
def export_paper(report: str) -> None:
	"""Answer with one unit's report as a Word file."""
	validate_asked_for("campus_safety.api.work_reports.export_paper")
	number, content = report_paper.export_report(_get(REPORT, report, "print"), now_datetime())
	frappe.response.update({"type": "download", "filename": f"{number}.docx", "filecontent": content})


@frappe.whitelist(methods=["POST"])
def export_summary(round: str) -> None:
	"""Answer with the round's table clause × unit as a Word file, of the units that the caller reaches."""
	validate_asked_for("campus_safety.api.work_reports.export_summary")
	record = _get(ROUND, round, "read")
	number, content = report_paper.export_summary(record, frappe.session.user, now_datetime())
	frappe.response.update({"type": "download", "filename": f"{number}.docx", "filecontent": content})


def _get(doctype: str, name: str, ptype: str = "write") -> Document:
	return get_permitted(doctype, name, ptype, _("You may not open this record."))
