"""Clause × unit of a round of work reports (domain §20): what was met, what is missing, who is late."""

import frappe
from frappe import _
from frappe.utils import formatdate, get_datetime, now_datetime

from campus_safety.access.arguments import report_filters
from campus_safety.services.governance import reports, summary

NAME = "Campus Report Summary"


def execute(filters: dict | None = None):
	filters = report_filters(filters)
	name = filters.get("round") or summary.get_newest_round()
	if not name:
		return get_columns([]), [], _("No round of reports is open yet."), None, []
	frappe.has_permission(reports.ROUND, "read", throw=True)
	table = summary.get_table(name, frappe.session.user, now_datetime())
	return get_columns(table.units), get_rows(table), get_note(table), None, get_report_summary(table)


def get_shown_period(filters) -> str:
	name = (filters or {}).get("round") or summary.get_newest_round()
	days = name and frappe.db.get_value(reports.ROUND, name, ["period_from", "period_to"])
	return " – ".join(formatdate(day) for day in days) if days else _("No round of reports is open yet.")


def get_columns(units: list[summary.Unit]) -> list[dict]:
	return [
		{"fieldname": "number", "label": _("Clause No.", context=NAME), "fieldtype": "Data", "width": 80},
		{"fieldname": "title", "label": _("Heading", context=NAME), "fieldtype": "Data", "width": 200},
		*(
			{"fieldname": f"unit_{place}", "label": unit.title, "fieldtype": "Data", "width": 130}
			for place, unit in enumerate(units)
		),
	]


def get_rows(table: summary.Table) -> list[dict]:
	"""A line on top for how far each unit is, then one for each clause."""
	head = {"number": "", "title": _("How far it is")}
	head |= {f"unit_{place}": unit.state for place, unit in enumerate(table.units)}
	rows = [head]
	for clause in table.clauses:
		row = {"number": clause.number, "title": clause.title}
		for place, unit in enumerate(table.units):
			row[f"unit_{place}"] = table.cells.get((clause.number, unit.name), "")
		rows.append(row)
	return rows


def get_note(table: summary.Table) -> str:
	late = "、".join(unit.title for unit in table.units if unit.is_late)
	return _("Late: {0}").format(late) if late else _("Nobody is late.")


def get_report_summary(table: summary.Table) -> list[dict]:
	there = sum(unit.is_there for unit in table.units)
	late = sum(unit.is_late for unit in table.units)
	return [
		{"label": _("Units That Report"), "value": len(table.units)},
		{"label": _("Arrived, Electronic and Paper"), "value": there},
		{"label": _("Late", context=NAME), "value": late, "indicator": "Red" if late else "Gray"},
		{"label": _("Deadline"), "value": str(get_datetime(table.deadline))[:16]},
	]
