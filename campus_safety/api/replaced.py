"""Which endpoints of the framework `api.overrides` and `api.overrides_of_figures` stand for: those that the running framework has.

A replacement of what is not there would answer with an error of its own; and what has moved would stay open, so a
test knows by name what each version lacks.
"""

from importlib import import_module

REPLACED = {
	"frappe.client.get_count": "get_count",
	"frappe.client.validate_link": "validate_link",
	"frappe.desk.search.get_link_title": "get_link_title",
	"frappe.client.get": "get",
	"frappe.client.get_password": "get_password",
	"frappe.core.doctype.user.user.update_password": "update_password",
	"frappe.core.doctype.user.user.impersonate": "impersonate",
	"frappe.www.login.login_via_key": "login_via_key",
	"frappe.desk.form.linked_with.get": "get_linked",
	"frappe.desk.like.toggle_like": "toggle_like",
	"frappe.core.api.file.zip_files": "zip_files",
	"frappe.desk.doctype.tag.tag.get_tagged_docs": "get_tagged",
	"frappe.desk.notifications.get_open_count": "get_open_count",
	"frappe.desk.doctype.notification_log.notification_log.get_notification_logs": "get_notification_logs",
	"frappe.workflow.doctype.workflow.workflow.get_workflow_state_count": "get_workflow_state_count",
	"frappe.desk.query_report.get_data_for_custom_field": "get_data_for_custom_field",
	"frappe.desk.listview.get_group_by_count": "get_group_by_count",
	"frappe.desk.doctype.dashboard_chart.dashboard_chart.get": "get_chart",
	"frappe.geo.utils.get_coords": "overrides_of_figures.get_coords",
	"frappe.utils.goal.get_monthly_goal_graph_data": "overrides_of_figures.get_goal_graph",
}
# v16 lists with a query engine that drops rows (`engines.workbench.list_titles`) and counts them with unsafe SQL; v15
# does neither
OF_THE_QUERY_ENGINE = {
	"frappe.desk.reportview.get": "get_rows",
	"frappe.desk.reportview.get_count": "get_row_count",
}
QUERY_ENGINE = "frappe.model.qb_query.DatabaseQuery"


def is_there(path: str) -> bool:
	"""Whether the framework has this function or class."""
	module, _, name = path.rpartition(".")
	try:
		return hasattr(import_module(module), name)
	except ImportError:
		return False


def overrides() -> dict[str, str]:
	"""{endpoint of the framework: function of `api.overrides`} for hooks.py."""
	replaced = REPLACED | (OF_THE_QUERY_ENGINE if is_there(QUERY_ENGINE) else {})
	return {endpoint: own(name) for endpoint, name in replaced.items() if is_there(endpoint)}


def own(name: str) -> str:
	"""The app's function; one without a page is of `api.overrides`."""
	return f"campus_safety.api.{name}" if "." in name else f"campus_safety.api.overrides.{name}"
