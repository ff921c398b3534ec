"""The school's safety week by week: what was seen, what was late, how soon somebody acted. More that is seen is nobody's fault."""

from datetime import date

import frappe
from frappe import _
from frappe.utils import formatdate, getdate, now_datetime

from campus_safety.access.arguments import report_filters
from campus_safety.engines import period_words
from campus_safety.services.incidents import overview
from campus_safety.services.incidents.overview import Week

NAME = "Campus Safety Overview"
USUAL_WEEKS = 12
WARNING, WARNINGS = "Campus Early Warning", "warnings"
COUNTS = ("reports", WARNINGS, "incidents", "disputes", "drills", "late")
CHARTED, SUMMED = ("reports", WARNINGS, "incidents", "late"), ("reports", WARNINGS, "incidents", "drills")
COLOURS = dict(zip(CHARTED, ("#f59e0b", "#8b5cf6", "#ef4444", "#6b7280"), strict=True))


def shown(names: tuple[str, ...]) -> list[str]:
	"""Warnings are counted for whoever reads them alone: beside a narrow rule their number would name a student."""
	reads = frappe.has_permission(WARNING, "read")
	return [name for name in names if name != WARNINGS or reads]


def execute(filters: dict | None = None):
	filters, now = report_filters(filters), now_datetime()
	weeks = overview.get_weeks(*get_days(filters), now)
	return (
		get_columns(),
		[get_row(week) for week in weeks],
		None,
		get_chart_data(weeks),
		get_report_summary(weeks),
	)


def get_days(filters) -> tuple[date, date]:
	"""Those asked for, else the last weeks."""
	last = getdate(filters.to_date or now_datetime())
	return getdate(filters.from_date) if filters.from_date else last - (USUAL_WEEKS - 1) * overview.WEEK, last


def get_shown_period(filters) -> str:
	return period_words.of_days(*get_days(filters))


def get_labels() -> dict[str, str]:
	return {
		"reports": _("Abnormal Reports", context=NAME),
		"warnings": _("Early Warnings", context=NAME),
		"incidents": _("Emergencies", context=NAME),
		"disputes": _("Disputes", context=NAME),
		"drills": _("Drills", context=NAME),
		"late": _("Done Late or Overdue", context=NAME),
	}


def get_columns() -> list[dict]:
	told = shown(COUNTS)
	return [
		{"fieldname": "week", "label": _("Week of", context=NAME), "fieldtype": "Data", "width": 110},
		*(
			{"fieldname": name, "label": label, "fieldtype": "Int", "width": 120}
			for name, label in get_labels().items()
			if name in told
		),
		{
			"fieldname": "mean_first",
			"label": _("Minutes to the First Act (mean)", context=NAME),
			"fieldtype": "Float",
			"width": 150,
		},
	]


def get_row(week: Week) -> dict:
	return {
		"week": formatdate(week.monday, "yyyy-MM-dd"),
		**{name: getattr(week, name) for name in shown(COUNTS)},
		"mean_first": week.mean_first,
	}


def get_chart_data(weeks: list[Week]) -> dict:
	labels = get_labels()
	return {
		"data": {
			"labels": [formatdate(week.monday, "MM-dd") for week in weeks],
			"datasets": [
				{"name": labels[name], "values": [getattr(week, name) for week in weeks]}
				for name in shown(CHARTED)
			],
		},
		"type": "line",
		"colors": [COLOURS[name] for name in shown(CHARTED)],
		"fieldtype": "Int",
	}


def get_report_summary(weeks: list[Week]) -> list[dict]:
	labels, first = get_labels(), [minutes for week in weeks for minutes in week.first]
	late = sum(week.late for week in weeks)
	return [
		*(
			{"label": labels[name], "value": sum(getattr(week, name) for week in weeks), "datatype": "Int"}
			for name in shown(SUMMED)
		),
		{"label": labels["late"], "value": late, "datatype": "Int", "indicator": "Red" if late else "Green"},
		{
			"label": _("Minutes to the First Act (mean)", context=NAME),
			"value": f"{sum(first) / len(first):.1f}" if first else "—",
		},
	]
