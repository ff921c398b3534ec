"""Talks by class or college: students found abnormal 异常发现数, talks held in time 及时率 (domain §3 KPI)."""

import frappe
from frappe import _
from frappe.utils import getdate, nowdate

from campus_safety.access.arguments import report_filters
from campus_safety.engines import period_words
from campus_safety.engines.figures import NOT_TOLD, get_note, number_columns, of_college, total, unit_column
from campus_safety.records.scope import get_period
from campus_safety.services.care import talk_findings
from campus_safety.services.care.talk_findings import Findings

MOST_BARS = 20


def execute(filters: dict | None = None):
	filters = report_filters(filters)
	user = frappe.session.user
	hides = talk_findings.counts_only(user)
	first, last = get_days(filters, hides)
	by_class = filters.group_by != "College" and not hides
	lines = talk_findings.get_figures(first, last, user, by_class, filters.college)
	return (
		get_columns(by_class),
		[get_row(line, by_class) for line in lines],
		get_note(hides),
		get_chart_data(lines),
		get_report_summary(lines),
	)


def get_days(filters, hides: bool) -> tuple:
	"""For whoever only counts the term alone: of two periods that lie a day apart the difference would be a student."""
	days = (None, None) if hides else (filters.from_date, filters.to_date)
	return get_period(*days, getdate(nowdate()))


def get_shown_period(filters) -> str:
	return period_words.of_days(*get_days(filters, talk_findings.counts_only(frappe.session.user)))


def get_columns(by_class: bool) -> list[dict]:
	labels = {
		"talks": _("Talks"),
		"abnormal": _("Students Found Abnormal"),
		"fluctuating": _("Students Found Fluctuating"),
		"escalated": _("Students Reported Further"),
		"late_entries": _("Late Entries", context="Campus Late Entries"),
		"owed": _("Talks Due"),
		"in_time": _("Held in Time"),
		"in_time_rate": _("In Time Rate"),
		"written_rate": _("Written in Time"),
	}
	return [
		unit_column("college", _("College")),
		*([unit_column("unit", _("Class"))] if by_class else []),
		*number_columns(labels),
	]


def get_row(line: Findings, by_class: bool) -> dict:
	return {
		**of_college(line.college),
		"unit": line.key if by_class else None,
		"talks": line.talks,
		"abnormal": line.abnormal,
		"fluctuating": line.fluctuating,
		"escalated": line.escalated,
		"late_entries": line.late_entries,
		"owed": line.duties.owed,
		"in_time": line.duties.done,
		"in_time_rate": line.duties.in_time,
		"written_rate": line.written_in_time,
	}


def get_chart_data(lines: list[Findings]) -> dict | None:
	shown = [line for line in lines if line.duties.owed][:MOST_BARS]
	if not shown:
		return None
	return {
		"data": {
			"labels": [line.key for line in shown],
			"datasets": [{"name": _("In Time Rate"), "values": [line.duties.in_time for line in shown]}],
		},
		"type": "bar",
		"fieldtype": "Percent",
	}


def get_report_summary(lines: list[Findings]) -> list[dict]:
	duties = sum((line.duties for line in lines), start=talk_findings.Coverage())
	return [
		{"label": _("Talks"), "value": sum(line.talks for line in lines)},
		{
			"label": _("Students Found Abnormal"),
			"value": total(line.abnormal for line in lines),
			"indicator": "Orange",
		},
		{
			"label": _("In Time Rate"),
			"value": NOT_TOLD if duties.in_time is None else f"{duties.in_time:g}%",
			"indicator": "Blue",
		},
	]
