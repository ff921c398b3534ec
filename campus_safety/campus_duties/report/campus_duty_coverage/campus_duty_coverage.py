"""Coverage 履职覆盖率 by college, class, person, clause or rule; figures only, so that whoever counts meets no name."""

import frappe
from frappe import _

from campus_safety.access.arguments import report_filters
from campus_safety.access.scopes import SCHOOL_WIDE_L2, has_any_role
from campus_safety.access.scopes.duties import COUNTS_ONLY_DUTIES
from campus_safety.domain.duties.coverage import Coverage
from campus_safety.domain.roles import COLLEGE_LEAD
from campus_safety.engines.duties import coverage
from campus_safety.engines.duties.coverage import DIMENSIONS, Period, Row
from campus_safety.services.governance.settings import get_scheme

MOST_BARS = 20


def execute(filters: dict | None = None):
	filters = report_filters(filters)
	group_by = get_grouping(filters)
	rows = coverage.get_rows(group_by, filters)
	return (
		get_columns(group_by),
		[get_row(row, group_by) for row in rows],
		get_message(filters),
		get_chart_data(rows, group_by),
		get_report_summary(rows),
	)


def get_shown_period(filters) -> str:
	return coverage.Period.of(filters).in_words()


def get_grouping(filters) -> str:
	"""Colleges for those who look after one or more, else classes: a counsellor's own college would be one empty row."""
	user = frappe.session.user
	if filters.group_by in DIMENSIONS and filters.group_by != "College":
		return filters.group_by
	wide = (*COUNTS_ONLY_DUTIES, *SCHOOL_WIDE_L2, COLLEGE_LEAD)
	return "College" if user == "Administrator" or has_any_role(user, wide) else "Class"


def get_columns(group_by: str) -> list[dict]:
	dimension = DIMENSIONS[group_by]
	return [
		{
			"fieldname": "key",
			"label": _(group_by),
			"fieldtype": "Link",
			"options": dimension.doctype,
			"hidden": 1,  # the framework filters by it; people read the title
		},
		{"fieldname": "title", "label": _(group_by), "fieldtype": "Data", "width": 260},
		*(
			{"fieldname": fieldname, "label": label, "fieldtype": "Int", "width": 90}
			for fieldname, label in (
				("owed", _("Duties Owed")),
				("done", _("Done", context="Campus Duty Obligation")),
				("late", _("Done Late")),
				("missed", _("Overdue")),
				("open", _("Open", context="Campus Duty Obligation")),
				("exempt", _("Exempt")),
			)
		),
		{"fieldname": "rate", "label": _("Coverage Rate"), "fieldtype": "Percent", "width": 100},
		{"fieldname": "in_time", "label": _("In Time Rate"), "fieldtype": "Percent", "width": 100},
	]


def get_row(row: Row, group_by: str) -> dict:
	found = row.coverage
	return {
		"key": row.key,
		"title": row.title or get_nobody(group_by),
		"owed": found.owed,
		"done": found.done,
		"late": found.late,
		"missed": found.missed,
		"open": found.open,
		"exempt": found.exempt,
		"rate": found.covered,
		"in_time": found.in_time,
		"drill": DIMENSIONS[group_by].drill,
		"drill_field": DIMENSIONS[group_by].field,
	}


def get_nobody(group_by: str) -> str:
	return {
		"College": _("Without College"),
		"Class": _("Without Unit"),
		"Person": _("An Office, or Nobody Yet"),
		"Clause": _("Without Clause"),
	}.get(group_by, "")


def get_message(filters) -> str:
	period = Period.of(filters)
	if period.term:
		return _("Duties of the term {0}.").format(frappe.utils.escape_html(period.term))
	if not (period.first or period.last):
		return _("Today lies in no term: all duties are counted. Choose a term or dates.")
	return _("Duties due from {0} to {1}.").format(period.first or "…", period.last or "…")


def get_chart_data(rows: list[Row], group_by: str) -> dict | None:
	shown = [row for row in rows if row.coverage.owed][:MOST_BARS]
	if not shown:
		return None
	return {
		"data": {
			"labels": [row.title or get_nobody(group_by) for row in shown],
			"datasets": [{"name": _("Coverage Rate"), "values": [row.coverage.covered for row in shown]}],
		},
		"type": "bar",
		"colors": ["#449CF0"],
		"fieldtype": "Percent",
	}


def get_report_summary(rows: list[Row]) -> list[dict]:
	whole = sum((row.coverage for row in rows), Coverage())
	rate, good = whole.covered, get_scheme().grades[0][0]
	return [
		{"label": _("Duties Owed"), "value": whole.owed, "datatype": "Int"},
		{
			"label": _("Coverage Rate"),
			"value": "—" if rate is None else f"{rate:g}%",
			"indicator": "Green" if (rate or 0) >= good else "Orange",
		},
		{
			"label": _("Overdue"),
			"value": whole.missed,
			"datatype": "Int",
			"indicator": "Red" if whole.missed else "Green",
		},
		{"label": _("Open", context="Campus Duty Obligation"), "value": whole.open, "datatype": "Int"},
	]
