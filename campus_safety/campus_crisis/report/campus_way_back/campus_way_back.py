"""Suspensions and the way back by college: suspended, back, days waited, contacts kept (domain §12). Whoever only counts is told
no handful.
"""

import frappe
from frappe import _
from frappe.utils import getdate, nowdate

from campus_safety.access.arguments import report_filters
from campus_safety.engines import period_words
from campus_safety.engines.figures import get_note, number_columns, of_college, total, unit_column
from campus_safety.records.scope import get_term_days, get_term_of
from campus_safety.services.crisis import way_back_figures
from campus_safety.services.crisis.way_back_figures import WayBackFigures
from campus_safety.services.risk.ledger_figures import hides_handfuls

NUMBERS = ("handled", "begun", "away", "back")


def execute(filters: dict | None = None):
	lines = get_lines(report_filters(filters))
	note = get_note(hides_handfuls(frappe.session.user))
	return get_columns(), [get_row(line) for line in lines], note, None, get_report_summary(lines)


def get_shown_period(filters) -> str:
	return period_words.of_term(get_term(filters))


def get_term(filters) -> str | None:
	return filters.term or get_term_of(getdate(nowdate()))


def get_lines(filters) -> list[WayBackFigures]:
	term = get_term(filters)
	days = get_term_days(term)
	if not days:
		return []
	lines = way_back_figures.get_figures(*days, frappe.session.user, getdate(nowdate()))
	return [line for line in lines if filters.college in (None, "", line.college)]


def get_columns() -> list[dict]:
	labels = {
		"handled": _("Suspensions of the Term"),
		"begun": _("Newly Suspended"),
		"away": _("Still Suspended"),
		"back": _("Came Back to Study"),
		"mean_wait": _("Days Waited (mean)"),
		"contact_rate": _("Contacts Kept"),
	}
	return [
		unit_column("college", _("College")),
		*number_columns(labels, mean_wait="Float"),
	]


def get_row(line: WayBackFigures) -> dict:
	return {
		**of_college(line.college),
		**{name: getattr(line, name) for name in (*NUMBERS, "mean_wait", "contact_rate")},
	}


def get_report_summary(lines: list[WayBackFigures]) -> list[dict]:
	return [
		{"label": _("Newly Suspended"), "value": total(line.begun for line in lines)},
		{"label": _("Still Suspended"), "value": total(line.away for line in lines)},
		{"label": _("Came Back to Study"), "value": total(line.back for line in lines), "indicator": "Green"},
	]
