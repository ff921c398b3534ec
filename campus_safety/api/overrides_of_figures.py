"""Endpoints of the framework that count or draw rows, replaced by ones that count the caller's own: see `api.overrides`."""

import frappe
from frappe.geo import utils as framework_geo
from frappe.utils import goal as framework_goal

from campus_safety.access import arguments
from campus_safety.access.rules import RULES

AGGREGATES = ("sum", "count", "avg", "min", "max")


@frappe.whitelist()
def get_coords(doctype: str, filters: list | dict | str | None, type: str) -> dict:
	"""The framework's map shows everybody's rows to whoever has the role. Errors: WrongKindError for what lies nowhere."""
	fields = ["name", "location"] if type == "location_field" else ["name", "latitude", "longitude"]
	if not {*fields} <= _columns(doctype):
		arguments.refuse("doctype")
	if doctype not in RULES:
		return framework_geo.get_coords(doctype, filters, type)
	own = frappe.get_list(
		doctype, arguments.conditions_of(doctype, filters), fields, order_by=None, limit_page_length=0
	)
	return framework_geo.convert_to_geojson(type, own)


@frappe.whitelist()
def get_goal_graph(
	title: str,
	doctype: str,
	docname: str,
	goal_value_field: str,
	goal_total_field: str,
	goal_history_field: str,
	goal_doctype: str,
	goal_doctype_link: str,
	goal_field: str,
	date_field: str,
	aggregation: str = "sum",
	filters: str | dict | None = None,
) -> dict:
	"""The framework's counts anybody's rows for anybody, and runs as SQL what it is given as a function's name."""
	frappe.has_permission(goal_doctype, "read", throw=True)
	named = {goal_field, date_field, goal_doctype_link}
	differs = goal_doctype in frappe.get_hooks("permission_query_conditions")  # from person to person
	if differs or aggregation not in AGGREGATES or not named <= _columns(goal_doctype):
		raise frappe.PermissionError
	asked = (title, doctype, docname, goal_value_field, goal_total_field, goal_history_field, goal_doctype)
	return framework_goal.get_monthly_goal_graph_data(
		*asked, goal_doctype_link, goal_field, date_field, aggregation, filters
	)


def _columns(doctype: str) -> set[str]:
	return {*frappe.get_meta(doctype).get_valid_columns()}
