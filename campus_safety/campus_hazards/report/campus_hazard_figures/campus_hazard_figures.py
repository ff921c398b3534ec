"""Hazards by unit or by place: what came back and what was late, beside what was found, which is no fault (domain §17)."""

import frappe
from frappe import _
from frappe.utils import getdate, nowdate

from campus_safety.access.arguments import report_filters
from campus_safety.engines import period_words
from campus_safety.engines.figures import number_columns, percent, total
from campus_safety.records.scope import get_period
from campus_safety.services.hazards import figures
from campus_safety.services.hazards.figures import HazardFigures

NAME = "Campus Hazard Figures"
NUMBERS = ("found", "closed", "open", "overdue", "late", "returned", "reused", "came_back")
SHARES = ("late_rate", "came_back_rate", "mean_days")


def execute(filters: dict | None = None):
	filters = report_filters(filters)
	first, last = get_period(filters.from_date, filters.to_date, nowdate())
	by = "Place" if filters.group_by == "Place" else "Unit"
	lines = figures.get_figures(first, last, frappe.session.user, getdate(nowdate()), by)
	note = _(
		"To find more is no fault: a unit is measured by what came back and what was late, never by what was found."
	)
	return get_columns(by), [get_row(line, by) for line in lines], note, None, get_report_summary(lines)


def get_shown_period(filters) -> str:
	return period_words.of_days(*get_period(filters.from_date, filters.to_date, nowdate()))


def get_columns(by: str) -> list[dict]:
	key = (
		("area", _("Place", context=NAME), "Campus Safety Area")
		if by == "Place"
		else ("unit", _("Unit", context=NAME), "Campus Unit")
	)
	labels = {
		"came_back": _("Came Back", context=NAME),
		"came_back_rate": _("Share That Came Back"),
		"overdue": _("Overdue Now"),
		"late": _("Mended Late", context=NAME),
		"late_rate": _("Share Late"),
		"returned": _("Times Returned", context=NAME),
		"reused": _("Photos Used Before"),
		"open": _("Still Open", context=NAME),
		"closed": _("Closed", context=NAME),
		"mean_days": _("Days Until Closed (mean)"),
		"found": _("Found", context=NAME),
	}
	if by == "Unit":
		labels["not_inspected"] = _("Rows of Inspections Nobody Looked At")
	return [
		{"fieldname": key[0], "label": key[1], "fieldtype": "Link", "options": key[2], "width": 180},
		*number_columns(labels, 110, mean_days="Float"),
	]


def get_row(line: HazardFigures, by: str) -> dict:
	values = {name: getattr(line, name) for name in (*NUMBERS, *SHARES)}
	if by == "Unit":
		values["not_inspected"] = line.not_inspected
	return {"area" if by == "Place" else "unit": line.key, **values}


def get_report_summary(lines: list[HazardFigures]) -> list[dict]:
	found, back = total(line.found for line in lines), total(line.came_back for line in lines)
	overdue = total(line.overdue for line in lines)
	return [
		{"label": _("Still Open", context=NAME), "value": total(line.open for line in lines)},
		{"label": _("Overdue Now"), "value": overdue, "indicator": "Red" if overdue else "Gray"},
		{"label": _("Share That Came Back"), "value": percent(100 * back / found if found else None)},
	]
