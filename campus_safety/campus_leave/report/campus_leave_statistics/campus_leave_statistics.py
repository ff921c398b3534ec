"""Leave per class: reported back in time, overdue, living off campus without approval, visits (domain §4 KPI)."""

import frappe
from frappe import _
from frappe.utils import now_datetime, nowdate

from campus_safety.access.arguments import report_filters
from campus_safety.engines import period_words
from campus_safety.engines.figures import number_columns, percent, unit_column
from campus_safety.records.scope import get_period
from campus_safety.services.leave import statistics
from campus_safety.services.leave.statistics import LeaveFigures

NUMBERS = (
	"leaves",
	"overnight",
	"due",
	"on_time",
	"on_time_rate",
	"came_back_late",
	"overdue",
	"off_campus",
	"visited",
	"visit_rate",
	"unapproved",
)
MOST_BARS = 20


def execute(filters: dict | None = None):
	filters = report_filters(filters)
	first, last = get_period(filters.from_date, filters.to_date, nowdate())
	lines = statistics.get_figures(first, last, now_datetime(), frappe.session.user, filters.college)
	return (
		get_columns(),
		[get_row(line) for line in lines],
		None,
		get_chart_data(lines),
		get_report_summary(lines),
	)


def get_shown_period(filters) -> str:
	return period_words.of_days(*get_period(filters.from_date, filters.to_date, nowdate()))


def get_columns() -> list[dict]:
	labels = {
		"leaves": _("Leaves", context="Report"),
		"overnight": _("Overnight"),
		"due": _("Due to Report Back"),
		"on_time": _("Reported Back in Time"),
		"on_time_rate": _("In Time (percent)"),
		"came_back_late": _("Came Back Late"),
		"overdue": _("Overdue"),
		"off_campus": _("Living off Campus"),
		"visited": _("Visited this Month"),
		"visit_rate": _("Visited (percent)"),
		"unapproved": _("Off Campus without Approval"),
	}
	return [
		{"fieldname": "college", "label": _("College"), "fieldtype": "Data", "width": 160},
		unit_column("unit", _("Class"), 160),
		*number_columns({name: labels[name] for name in NUMBERS}, 110),
	]


def get_row(line: LeaveFigures) -> dict:
	return {"college": line.college, "unit": line.unit, **{name: getattr(line, name) for name in NUMBERS}}


def get_chart_data(lines: list[LeaveFigures]) -> dict | None:
	shown = [line for line in lines if line.due][:MOST_BARS]
	if not shown:
		return None
	return {
		"data": {
			"labels": [line.unit for line in shown],
			"datasets": [{"name": _("In Time (percent)"), "values": [line.on_time_rate for line in shown]}],
		},
		"type": "bar",
		"fieldtype": "Percent",
	}


def get_report_summary(lines: list[LeaveFigures]) -> list[dict]:
	total = statistics.add_up(lines)
	return [
		{"label": _("Leaves", context="Report"), "value": total.leaves},
		{"label": _("In Time (percent)"), "value": percent(total.on_time_rate), "indicator": "Blue"},
		{"label": _("Overdue"), "value": total.overdue, "indicator": "Red" if total.overdue else "Green"},
		{
			"label": _("Off Campus without Approval"),
			"value": total.unapproved,
			"indicator": "Red" if total.unapproved else "Green",
		},
		{"label": _("Visited (percent)"), "value": percent(total.visit_rate), "indicator": "Blue"},
	]
