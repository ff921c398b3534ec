"""Parent meetings by class or college: how many families came 到会率 (domain §2 KPI)."""

import frappe
from frappe import _
from frappe.utils import getdate, nowdate

from campus_safety.access.arguments import report_filters
from campus_safety.engines import period_words
from campus_safety.engines.figures import number_columns, of_college, unit_column
from campus_safety.records.scope import get_period
from campus_safety.services.care import meeting_attendance
from campus_safety.services.care.meeting_attendance import Attendance

MOST_BARS = 20


def execute(filters: dict | None = None):
	filters = report_filters(filters)
	first, last = get_period(filters.from_date, filters.to_date, getdate(nowdate()))
	by_class, user = filters.group_by != "College", frappe.session.user
	lines = meeting_attendance.get_figures(first, last, user, by_class, filters.college)
	total = meeting_attendance.get_total(first, last, user, filters.college)
	return (
		get_columns(by_class),
		[get_row(line, by_class) for line in lines],
		_("A meeting of several classes stands in the line of each, with all its families."),
		get_chart_data(lines),
		get_report_summary(total),
	)


def get_shown_period(filters) -> str:
	return period_words.of_days(*get_period(filters.from_date, filters.to_date, nowdate()))


def get_columns(by_class: bool) -> list[dict]:
	labels = {
		"meetings": _("Meetings", context="Report"),
		"joint": _("Of These Joint"),
		"invited": _("Families Invited"),
		"attended": _("Families That Came"),
		"attendance_rate": _("Attendance Rate"),
	}
	return [
		unit_column("college", _("College")),
		*([unit_column("unit", _("Class"))] if by_class else []),
		*number_columns(labels),
	]


def get_row(line: Attendance, by_class: bool) -> dict:
	return {
		**of_college(line.college),
		"unit": line.key if by_class else None,
		"meetings": line.meetings,
		"joint": line.joint,
		"invited": line.invited,
		"attended": line.attended,
		"attendance_rate": line.rate,
	}


def get_chart_data(lines: list[Attendance]) -> dict | None:
	shown = [line for line in lines if line.invited][:MOST_BARS]
	if not shown:
		return None
	return {
		"data": {
			"labels": [line.key for line in shown],
			"datasets": [{"name": _("Attendance Rate"), "values": [line.rate for line in shown]}],
		},
		"type": "bar",
		"fieldtype": "Percent",
	}


def get_report_summary(total: Attendance) -> list[dict]:
	return [
		{"label": _("Meetings", context="Report"), "value": total.meetings},
		{"label": _("Families Invited"), "value": total.invited},
		{"label": _("Families That Came"), "value": total.attended},
		{
			"label": _("Attendance Rate"),
			"value": "—" if total.rate is None else f"{total.rate:g}%",
			"indicator": "Blue",
		},
	]
