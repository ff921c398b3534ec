"""Verification times 核查用时 (domain §5 KPI): found missing → taken → located → cleared → closed, and 24 h closing rate."""

from datetime import datetime

import frappe
from frappe import _
from frappe.utils import now_datetime

from campus_safety.access.arguments import report_filters
from campus_safety.access.scopes import has_any_role
from campus_safety.access.scopes.presence import COUNTS_ONLY_NIGHTS
from campus_safety.domain.presence.absence_times import Speed, speed_of
from campus_safety.domain.roles import COLLEGE_LEAD, DORM_MANAGER, STUDENT_AFFAIRS
from campus_safety.engines import period_words
from campus_safety.services.presence import absence_speed
from campus_safety.services.presence.absence_speed import GROUPINGS, TimedCase

WIDE = (*COUNTS_ONLY_NIGHTS, STUDENT_AFFAIRS, COLLEGE_LEAD, DORM_MANAGER)
MOST_BARS = 20


def execute(filters: dict | None = None):
	filters, now = report_filters(filters), now_datetime()
	group_by = get_grouping(filters)
	if group_by == "Case":
		cases = absence_speed.get_cases(filters)
		speed = speed_of((case.times for case in cases), now)
		return (
			get_case_columns(),
			[get_case_row(case, now) for case in cases],
			None,
			get_source_chart(cases, now),
			get_report_summary(speed),
		)
	speeds = absence_speed.get_speeds(group_by, filters, now)
	rows = [get_group_row(key, speed, group_by) for key, speed in speeds.items()]
	return (
		get_group_columns(group_by),
		rows,
		None,
		get_chart_data(rows),
		get_report_summary(absence_speed.get_whole_speed(filters, now)),
	)


def get_shown_period(filters) -> str:
	return period_words.of_days(filters.from_date, filters.to_date)


def get_grouping(filters) -> str:
	"""Case by case, unless one only counts; a counsellor's own college would be one row that says less than the class."""
	user = frappe.session.user
	counts_only = user != "Administrator" and has_any_role(user, COUNTS_ONLY_NIGHTS)
	wanted = filters.group_by or ("College" if counts_only else "Case")
	if wanted == "College" and user != "Administrator" and not has_any_role(user, WIDE):
		return "Class"
	return wanted if wanted in GROUPINGS else "Case"


# columns


def column(fieldname: str, label: str, fieldtype: str = "Int", width: int = 110, **values) -> dict:
	return {"fieldname": fieldname, "label": label, "fieldtype": fieldtype, "width": width, **values}


def get_case_columns() -> list[dict]:
	return [
		column("name", _("Number", context="Report"), "Link", 150, options="Campus Absence Case"),
		column("student", _("Student"), "Data", 150),
		column("unit", _("Class or Unit"), "Link", 160, options="Campus Unit"),
		column("source", _("Source", context="Campus Absence Case"), "Data", 100),
		column("detected_at", _("Detected At"), "Datetime", 150),
		column("taken", _("Minutes to Take")),
		column("located", _("Minutes to Locate")),
		column("cleared", _("Minutes to Clear")),
		column("closed", _("Minutes to Close")),
		column("steps", _("Ladder Steps")),
		column("lost_contact", _("Lost Contact"), "Check", 80),
		column("status", _("Status"), "Data", 90),
		column("in_a_day", _("Closed within 24 h"), "Data", 110),
	]


def get_group_columns(group_by: str) -> list[dict]:
	head = (
		column("source", _("Source", context="Campus Absence Case"), "Data", 160)
		if group_by == "Source"
		else column("unit", _(group_by), "Link", 200, options="Campus Unit")
	)
	return [
		head,
		column("cases", _("Cases", context="Report")),
		column("open", _("Still Open")),
		column("taken", _("Average Minutes to Take"), "Float", 130, precision=1),
		column("located", _("Average Minutes to Locate"), "Float", 130, precision=1),
		column("closed", _("Average Minutes to Close"), "Float", 130, precision=1),
		column("rate", _("24 h Closing Rate"), "Percent", 120),
		column("steps", _("Highest Ladder Step")),
	]


# rows


def get_case_row(case: TimedCase, now: datetime) -> dict:
	row, times = case.row, case.times
	return {
		"name": row["name"],
		"student": " ".join(filter(None, (row["student_name"], row["student"]))),
		"unit": row["unit"],
		"source": _(row["source"], context="Campus Absence Case"),
		"detected_at": times.detected,
		"taken": times.minutes_to(times.taken),
		"located": times.minutes_to(times.located),
		"cleared": times.minutes_to(times.cleared),
		"closed": times.minutes_to(times.closed),
		"steps": times.steps,
		"lost_contact": row["lost_contact"],
		"status": _(row["status"], context="Campus Absence Case"),
		"in_a_day": {True: _("Yes"), False: _("No", context="Report"), None: ""}[times.closed_in_a_day(now)],
	}


def get_group_row(key: str, speed: Speed, group_by: str) -> dict:
	head = (
		{"source": _(key, context="Campus Absence Case")} if group_by == "Source" else {"unit": key or None}
	)
	return {
		**head,
		"label": head.get("source") or key or "—",
		"cases": speed.cases,
		"open": speed.open,
		"taken": speed.minutes_to_take,
		"located": speed.minutes_to_locate,
		"closed": speed.minutes_to_close,
		"rate": speed.closing_rate,
		"steps": speed.most_steps,
	}


# figures


def get_source_chart(cases: list[TimedCase], now: datetime) -> dict | None:
	"""How long it took until the student was found, by what had found the absence."""
	by_source: dict[str, list] = {}
	for case in cases:
		by_source.setdefault(case.row["source"], []).append(case.times)
	return get_chart_data(
		[get_group_row(source, speed_of(times, now), "Source") for source, times in sorted(by_source.items())]
	)


def get_chart_data(rows: list[dict]) -> dict | None:
	shown = [row for row in rows if row["located"] is not None][:MOST_BARS]
	if not shown:
		return None
	return {
		"data": {
			"labels": [row["label"] for row in shown],
			"datasets": [
				{"name": _("Average Minutes to Locate"), "values": [row["located"] for row in shown]}
			],
		},
		"type": "bar",
	}


def get_report_summary(speed: Speed) -> list[dict]:
	rate, located = speed.closing_rate, speed.minutes_to_locate
	return [
		{"label": _("Cases", context="Report"), "value": speed.cases, "datatype": "Int"},
		{
			"label": _("Still Open"),
			"value": speed.open,
			"datatype": "Int",
			"indicator": "Red" if speed.open else "Green",
		},
		{
			"label": _("Average Minutes to Locate"),
			"value": "—" if located is None else f"{located:g}",
			"indicator": "Blue",
		},
		{
			"label": _("24 h Closing Rate"),
			"value": "—" if rate is None else f"{rate:g}%",
			"indicator": "Green" if rate == 100 else "Orange",
		},
	]
