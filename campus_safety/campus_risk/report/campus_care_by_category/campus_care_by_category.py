"""Classified care by college and category: how many are helped, whether it helps (四(二)). Whoever only counts is told no handful."""

import frappe
from frappe import _
from frappe.utils import getdate, nowdate

from campus_safety.access.arguments import report_filters
from campus_safety.engines import period_words
from campus_safety.engines.figures import get_note, number_columns, of_college, unit_column
from campus_safety.records.scope import get_term_days, get_term_of
from campus_safety.services.risk import care_figures
from campus_safety.services.risk.care_figures import CareFigures
from campus_safety.services.risk.ledger_figures import hides_handfuls

NUMBERS = ("helped", "running", "better", "ended")


def execute(filters: dict | None = None):
	lines = get_lines(report_filters(filters))
	return get_columns(), [get_row(line) for line in lines], get_note(hides_handfuls(frappe.session.user))


def get_shown_period(filters) -> str:
	return period_words.of_term(get_term(filters))


def get_term(filters) -> str | None:
	return filters.term or get_term_of(getdate(nowdate()))


def get_lines(filters) -> list[CareFigures]:
	term = get_term(filters)
	days = get_term_days(term)
	if not days:
		return []
	lines = care_figures.get_figures(*days, frappe.session.user)
	return [line for line in lines if filters.college in (None, "", line.college)]


def get_columns() -> list[dict]:
	labels = {
		"helped": _("Plans of the Term"),
		"running": _("Still Helped"),
		"better": _("Got Better"),
		"ended": _("Care Ended"),
	}
	return [
		unit_column("college", _("College")),
		# as words: offices that only count do not open the list of categories
		{"fieldname": "category", "label": _("Category"), "fieldtype": "Data", "width": 140},
		*number_columns(labels),
	]


def get_row(line: CareFigures) -> dict:
	return {
		**of_college(line.college),
		"category": line.category,
		**{name: getattr(line, name) for name in NUMBERS},
	}
