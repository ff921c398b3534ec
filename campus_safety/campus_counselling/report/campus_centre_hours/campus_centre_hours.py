"""Open hours of the counselling centre by day: planned, really open, and the days on which eight hours were not reached (clause 四(一)).

A day without shifts and today, which is not over, are no short days: the report says what they are.
"""

from datetime import date
from typing import NamedTuple

from frappe import _
from frappe.utils import now_datetime

from campus_safety.access.arguments import report_filters
from campus_safety.domain.counselling.hours import LEAST, DayState, Hours, state_of
from campus_safety.engines import period_words
from campus_safety.records.scope import get_period
from campus_safety.services.counselling import hours


def execute(filters: dict | None = None):
	filters, now = report_filters(filters), now_datetime()
	first, last = get_period(filters.from_date, filters.to_date, now.date())
	days = [
		Day(day, is_owed, held, state_of(is_owed, held, day < now.date()))
		for day, is_owed, held in hours.get_days(first, last, now)
	]
	return get_columns(), get_data(days), None, get_chart_data(days), get_report_summary(days)


class Day(NamedTuple):
	date: date
	is_owed: bool
	held: Hours
	state: DayState


def get_shown_period(filters) -> str:
	return period_words.of_days(*get_period(filters.from_date, filters.to_date, now_datetime().date()))


def get_columns() -> list[dict]:
	return [
		{"fieldname": "date", "label": _("Date"), "fieldtype": "Date", "width": 120},
		{"fieldname": "owed", "label": _("To Be Open"), "fieldtype": "Check", "width": 100},
		{
			"fieldname": "planned",
			"label": _("Planned Hours"),
			"fieldtype": "Float",
			"precision": 1,
			"width": 120,
		},
		{"fieldname": "open", "label": _("Really Open"), "fieldtype": "Float", "precision": 1, "width": 120},
		{
			"fieldname": "short",
			"label": _("Short of Eight Hours"),
			"fieldtype": "Float",
			"precision": 1,
			"width": 160,
		},
		{"fieldname": "state_name", "label": _("That Day"), "fieldtype": "Data", "width": 140},
	]


def get_data(days) -> list[dict]:
	return [
		{
			"date": day.date,
			"owed": int(day.is_owed),
			"planned": _in_hours(day.held.planned),
			"open": _in_hours(day.held.open),
			"short": _in_hours(LEAST - day.held.open) if day.state is DayState.SHORT else None,
			"state": day.state.value,
			"state_name": get_state_name(day.state),
		}
		for day in days
	]


def get_state_name(state: DayState) -> str:
	return {
		DayState.NOT_OWED: _("Not to be Open"),
		DayState.NOT_PLANNED: _("No shifts planned"),
		DayState.NOT_OVER: _("Today, not over yet"),
		DayState.KEPT: _("Eight hours reached"),
		DayState.SHORT: _("Short of Eight Hours"),
	}[state]


def _in_hours(length) -> float:
	return round(length.total_seconds() / 3600, 1)


def get_chart_data(days) -> dict | None:
	if not days:
		return None
	return {
		"data": {
			"labels": [str(day.date) for day in days],
			"datasets": [{"name": _("Really Open"), "values": [_in_hours(day.held.open) for day in days]}],
		},
		"type": "bar",
	}


def get_report_summary(days) -> list[dict]:
	owed = [day.state for day in days if day.is_owed]
	short, empty = owed.count(DayState.SHORT), owed.count(DayState.NOT_PLANNED)
	return [
		{"label": _("Days to Be Open"), "value": len(owed)},
		{"label": _("Days with Eight Hours"), "value": owed.count(DayState.KEPT), "indicator": "Green"},
		{"label": _("Days Short"), "value": short, "indicator": "Red" if short else "Green"},
		{"label": _("Days without Shifts"), "value": empty, "indicator": "Red" if empty else "Green"},
	]
