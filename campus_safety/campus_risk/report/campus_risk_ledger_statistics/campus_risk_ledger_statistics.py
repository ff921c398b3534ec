"""Risk ledgers by college: 包保到位率, 调度及时率, 升级/销号率 (domain §7 KPI). Whoever only counts is told no handful."""

import frappe
from frappe import _
from frappe.utils import getdate, nowdate

from campus_safety.access.arguments import report_filters
from campus_safety.engines import period_words
from campus_safety.engines.figures import get_note, number_columns, of_college, total, unit_column
from campus_safety.records.scope import get_term_days, get_term_of
from campus_safety.services.risk import ledger_figures
from campus_safety.services.risk.ledger_figures import LedgerFigures

NUMBERS = ("handled", "open", "staffed", "raised", "lowered", "closed")
RATES = ("staffed_rate", "dispatch_rate", "raised_rate", "closed_rate")


def execute(filters: dict | None = None):
	lines = get_lines(report_filters(filters))
	hides = ledger_figures.hides_handfuls(frappe.session.user)
	return (
		get_columns(),
		[get_row(line) for line in lines],
		get_note(hides),
		get_chart_data(lines),
		get_report_summary(lines),
	)


def get_shown_period(filters) -> str:
	return period_words.of_term(get_term(filters))


def get_term(filters) -> str | None:
	return filters.term or get_term_of(getdate(nowdate()))


def get_lines(filters) -> list[LedgerFigures]:
	term = get_term(filters)
	days = get_term_days(term)
	if not days:
		return []
	lines = ledger_figures.get_figures(term, *days, frappe.session.user)
	return [line for line in lines if filters.college in (None, "", line.college)]


def get_columns() -> list[dict]:
	labels = {
		"handled": _("Ledgers of the Term"),
		"open": _("Still Open"),
		"staffed": _("With Responsible Person and Lead"),
		"raised": _("Level Raised"),
		"lowered": _("Level Lowered"),
		"closed": _("Closed", context="Campus Risk Ledger"),
		"staffed_rate": _("Responsibility Staffed"),
		"dispatch_rate": _("Dispatches in Time"),
		"raised_rate": _("Raised (percent)"),
		"closed_rate": _("Closed (percent)"),
	}
	return [
		unit_column("college", _("College")),
		*number_columns(labels),
	]


def get_row(line: LedgerFigures) -> dict:
	return {**of_college(line.college), **{name: getattr(line, name) for name in (*NUMBERS, *RATES)}}


def get_chart_data(lines: list[LedgerFigures]) -> dict | None:
	shown = [line for line in lines if line.staffed_rate is not None]
	if not shown:
		return None
	return {
		"data": {
			"labels": [line.college for line in shown],
			"datasets": [
				{"name": _("Responsibility Staffed"), "values": [line.staffed_rate for line in shown]},
			],
		},
		"type": "bar",
		"fieldtype": "Percent",
	}


def get_report_summary(lines: list[LedgerFigures]) -> list[dict]:
	return [
		{"label": _("Ledgers of the Term"), "value": total(line.handled for line in lines)},
		{"label": _("Still Open"), "value": total(line.open for line in lines)},
		{"label": _("Level Raised"), "value": total(line.raised for line in lines), "indicator": "Orange"},
		{
			"label": _("Closed", context="Campus Risk Ledger"),
			"value": total(line.closed for line in lines),
			"indicator": "Green",
		},
	]
