"""What of a report calls somebody, and whom."""

from datetime import datetime

import frappe
from frappe import _

from campus_safety.domain.incidents.clocks import FINAL
from campus_safety.engines.alerts.taking import take_step
from campus_safety.services.incidents import clocks, intake

URGENT = "Urgent"


def _is_untaken(report) -> bool:
	"""Nobody has it. The tray keeps back what is not urgent alone: whoever is in danger cannot have waited for a page."""
	kept_back = report.tray and report.urgency != URGENT
	return report.status == "First" and not report.parent_report and not kept_back


def calls_at_once(report) -> bool:
	"""Urgent and taken by nobody; or urgent news about one that somebody has."""
	if report.restricted or report.parent_report:
		return False
	return (_is_untaken(report) and report.urgency == URGENT) or bool(report.urgent_news)


def waits_to_be_taken(report) -> bool:
	return _is_untaken(report) and not report.restricted and report.urgency != URGENT


def is_confidential(report) -> bool:
	"""Sexual harm, or about staff: only who takes reports opens it, the leaders of the school learn that there is one.

	Again where there is urgent news, or where it became confidential and whoever had it has it no longer.
	"""
	if not report.restricted or report.parent_report or report.status in FINAL:
		return False
	is_nobodys = report.status != "First" and not report.assigned_to
	return _is_untaken(report) or bool(report.urgent_news) or is_nobodys


def get_people(report) -> list[str]:
	"""Told at once, before the steps of the kind: of what nobody has taken, or is confidential, who takes reports."""
	handler = [report.assigned_to] if report.assigned_to and report.status != "First" else []
	return handler if handler and not report.restricted else [*intake.get_holders(), *handler]


def is_to_do(report, row) -> bool:
	return not report.closed_at and clocks.is_open(row)


def get_owner(report, row) -> list[str]:
	return get_people(report)


def get_words(report, row) -> str:
	"""The number and what was to be done, nothing else (domain §0)."""
	due = frappe.format(row.due, "Datetime")
	return _("Abnormal report {0}: {1} was due at {2}").format(report.name, row.what, due)


def take_report(report, user: str, now: datetime) -> None:
	"""Whoever has just taken the alert has the report, where they may."""
	if report.status == "First" and not report.parent_report:
		take_step(report, "Take the Report")
