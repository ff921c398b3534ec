"""Complaints by category, unit or cause: how soon, what came back, why people had to ask; satisfaction stands beside (domain §14)."""

import frappe
from frappe import _
from frappe.utils import now_datetime, nowdate

from campus_safety.access.arguments import report_filters
from campus_safety.engines import period_words
from campus_safety.engines.figures import number_columns, percent, total
from campus_safety.records.scope import get_period
from campus_safety.services.governance.appeals import figures
from campus_safety.services.governance.appeals.figures import AppealFigures

NAME = "Campus Complaint Figures"
TICKET = "Campus Appeal Ticket"


def execute(filters: dict | None = None):
	filters = report_filters(filters)
	first, last = get_period(filters.from_date, filters.to_date, nowdate())
	by = filters.group_by if filters.group_by in figures.BY else "Category"
	lines = figures.get_figures(first, last, frappe.session.user, now_datetime(), by)
	note = _("Causes are for those who can remove them. Satisfaction is shown beside and counts in no mark.")
	return get_columns(by), [get_row(line, by) for line in lines], note, None, get_report_summary(lines)


def get_shown_period(filters) -> str:
	return period_words.of_days(*get_period(filters.from_date, filters.to_date, nowdate()))


def get_columns(by: str) -> list[dict]:
	keys = {
		"Category": {"fieldname": "key", "label": _("Category", context=NAME), "fieldtype": "Data"},
		"Unit": {
			"fieldname": "key",
			"label": _("Unit", context=NAME),
			"fieldtype": "Link",
			"options": "Campus Unit",
		},
		"Cause": {
			"fieldname": "key",
			"label": _("Cause", context=NAME),
			"fieldtype": "Link",
			"options": "Campus Appeal Cause",
		},
	}
	labels = {
		"asked": _("Asked For", context=NAME),
		"same": _("Others Who Ask for the Same"),
		"urgent": _("Urgent", context=NAME),
		"open": _("Still Open", context=NAME),
		"in_time_rate": _("First Answered in Time"),
		"median_hours": _("Hours Until the First Answer (median)"),
		"solved": _("Solved or in Part"),
		"solved_late": _("Solved Late"),
		"refused": _("Not Within Power or Unreasonable"),
		"came_back": _("Came Back", context=NAME),
		"came_back_rate": _("Share That Came Back"),
		"satisfied_rate": _("Satisfied, of Those Who Said So"),
	}
	return [
		{**keys[by], "width": 180},
		*number_columns(labels, median_hours="Float"),
	]


def get_row(line: AppealFigures, by: str) -> dict:
	names = [column["fieldname"] for column in get_columns(by)][1:]
	key = _(line.key, context=TICKET) if by == "Category" and line.key else line.key
	return {"key": key, **{name: getattr(line, name) for name in names}}


def get_report_summary(lines: list[AppealFigures]) -> list[dict]:
	asked, late = total(line.asked for line in lines), total(line.first_late for line in lines)
	return [
		{"label": _("Asked For", context=NAME), "value": asked},
		{"label": _("Still Open", context=NAME), "value": total(line.open for line in lines)},
		{
			"label": _("First Answered in Time"),
			"value": percent(100 * (asked - late) / asked if asked else None),
		},
	]
