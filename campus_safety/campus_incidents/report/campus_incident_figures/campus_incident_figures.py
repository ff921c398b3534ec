"""Emergency incidents by type or grade: how soon people were told, what was late (domain §18). Their number is nobody's fault."""

import frappe
from frappe import _
from frappe.utils import now_datetime, nowdate

from campus_safety.access.arguments import report_filters
from campus_safety.engines import period_words
from campus_safety.engines.figures import number_columns, percent, total
from campus_safety.records.scope import get_period
from campus_safety.services.incidents.emergency import figures
from campus_safety.services.incidents.emergency.figures import IncidentFigures

NAME = "Campus Incident Figures"
NUMBERS = ("incidents", "off", "ended", "clocks", "late", "open_late", "late_rate", "mean_first", "mean_home")


def execute(filters: dict | None = None):
	filters = report_filters(filters)
	first, last = get_period(filters.from_date, filters.to_date, nowdate())
	by = "Grade" if filters.group_by == "Grade" else "Type"
	lines = figures.get_figures(first, last, frappe.session.user, now_datetime(), by)
	note = _("Many incidents are nobody's fault: measured is how soon people were told, and what was late.")
	return get_columns(by), [get_row(line, by) for line in lines], note, None, get_report_summary(lines)


def get_shown_period(filters) -> str:
	return period_words.of_days(*get_period(filters.from_date, filters.to_date, nowdate()))


def get_columns(by: str) -> list[dict]:
	key = {"fieldname": "grade", "label": _("Grade", context=NAME), "fieldtype": "Data"}
	if by == "Type":
		key = {
			"fieldname": "incident_type",
			"label": _("Type", context=NAME),
			"fieldtype": "Link",
			"options": "Campus Incident Type",
		}
	labels = {
		"incidents": _("Incidents", context=NAME),
		"off": _("False Alarms", context=NAME),
		"ended": _("Ended", context=NAME),
		"clocks": _("Clocks", context=NAME),
		"late": _("Done Late", context=NAME),
		"open_late": _("Overdue Now"),
		"late_rate": _("Share Late"),
		"mean_first": _("Minutes to the First Call (mean)"),
		"mean_home": _("Minutes to the Families (mean)"),
	}
	return [
		{**key, "width": 180},
		*number_columns(labels, mean_first="Float", mean_home="Float"),
	]


def get_row(line: IncidentFigures, by: str) -> dict:
	values = {name: getattr(line, name) for name in NUMBERS}
	if by == "Type":
		return {"incident_type": line.key, **values}
	return {"grade": _(line.key, context=figures.INCIDENT), **values}


def get_report_summary(lines: list[IncidentFigures]) -> list[dict]:
	clocks, late = total(line.clocks for line in lines), total(line.late + line.open_late for line in lines)
	overdue = total(line.open_late for line in lines)
	return [
		{"label": _("Incidents", context=NAME), "value": total(line.incidents for line in lines)},
		{"label": _("Overdue Now"), "value": overdue, "indicator": "Red" if overdue else "Gray"},
		{"label": _("Share Late"), "value": percent(100 * late / clocks if clocks else None)},
	]
