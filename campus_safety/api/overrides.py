"""Framework endpoints that answer more than the caller may see, replaced by ones that do not (frappe-facts 1, 6).

Named in `api.replaced`, and so in hooks.py; the framework reaches them by every route (`/api/method`, `cmd=`).
The framework's own are called through their modules: a name imported here could be called over HTTP by that name.
"""

import inspect
from collections import Counter

import frappe
import frappe.client
from frappe import _
from frappe.core.api import file as framework_files
from frappe.core.doctype.user import user as framework_users
from frappe.desk import like as framework_like
from frappe.desk import listview as framework_listview
from frappe.desk import notifications as framework_notifications
from frappe.desk import reportview as framework_reportview
from frappe.desk import search as framework_search
from frappe.desk.doctype.dashboard_chart import dashboard_chart as framework_chart
from frappe.desk.doctype.notification_log import notification_log as framework_bell
from frappe.desk.form import linked_with as framework_linked
from frappe.model.utils import is_virtual_doctype
from frappe.utils import cint
from frappe.workflow.doctype.workflow import workflow as framework_workflow
from frappe.www import login as framework_login

from campus_safety.access import arguments, conditions
from campus_safety.access.circle import is_of_circle
from campus_safety.access.rules import ROW_RESTRICTED, RULES
from campus_safety.engines.messages import bell
from campus_safety.engines.opening import accounts
from campus_safety.engines.workbench import list_titles
from campus_safety.engines.workbench.permitted_count import count_listed, count_permitted
from campus_safety.services.crisis import plan_accounts

INTERVALS = ("Yearly", "Quarterly", "Monthly", "Weekly", "Daily")
TASKS = "assigned_to"  # in the sidebar of every list
STATE_FIELD = "workflow_state"  # of every DocType of ours that has a workflow
SHORTEST_KEY = 16  # characters of a mailed key
MOST_BELLS = 100  # messages of the bell at once
# since when the framework keeps the digest of a mailed key alone
HASHES_KEYS = hasattr(framework_users, "sha256_hash")


@frappe.whitelist()
def get_count(
	doctype: str, filters: dict | list | str | None = None, debug: bool = False, cache: bool = False
) -> int:
	"""Rows of the caller's own list that fit `filters`; the framework's counts everybody's, for anybody.

	Errors: PermissionError for a DocType the caller cannot read, in `doctype` or in a filter on another table.
	"""
	frappe.has_permission(doctype, "read", throw=True)
	filters = arguments.filters_of(doctype, filters)
	_refuse_foreign_filters(doctype, filters)
	return count_permitted(doctype, filters)


def _refuse_foreign_filters(doctype: str, filters: dict | list) -> None:
	"""A filter on another table asks about rows of that table: one must be able to read it."""
	for condition in filters if isinstance(filters, list) else []:
		if isinstance(condition, list | tuple) and len(condition) == 4 and condition[0] != doctype:
			frappe.has_permission(condition[0], "read", parent_doctype=doctype, throw=True)
			if condition[0] in ROW_RESTRICTED and not frappe.get_meta(condition[0]).istable:
				raise frappe.PermissionError


@frappe.whitelist()
def get_link_title(doctype: str, docname: str) -> str | None:
	"""The title of a row the caller may read; otherwise the name, which the caller already has."""
	if doctype in ROW_RESTRICTED and not _may_read(doctype, docname):
		return docname
	return framework_search.get_link_title(doctype, docname)


@frappe.whitelist()
def validate_link(doctype: str, docname: str, fields: list | str | None = None) -> dict:
	"""As the framework's, but a row out of the caller's reach is answered like one that is not there."""
	if doctype in ROW_RESTRICTED and not _may_read(doctype, docname):
		return {"name": None}
	return frappe.client.validate_link(doctype, docname, frappe.as_json(arguments.names(fields, "fields")))


@frappe.whitelist()
def get(
	doctype: str,
	name: str | int | None = None,
	filters: dict | list | str | None = None,
	parent: str | None = None,
) -> dict:
	"""As the framework's, but a filter looks only among the caller's rows: "forbidden" would say that such a row exists."""
	if doctype not in ROW_RESTRICTED or frappe.get_meta(doctype).istable:
		return frappe.client.get(doctype, name, filters, parent)
	if not name and filters:
		name = next(
			iter(
				frappe.get_list(
					doctype,
					filters=arguments.filters_of(doctype, filters),
					pluck="name",
					order_by=None,
					limit_page_length=1,
				)
			),
			None,
		)
	if not isinstance(name, str | int) or not _may_read(doctype, name):
		raise frappe.PermissionError
	return frappe.client.get(doctype, name)


@frappe.whitelist()
def get_password(doctype: str, name: str, fieldname: str) -> str | None:
	"""The framework's gives a System Manager any field of any document, whatever its kind; ours keep no passwords."""
	if doctype in RULES:
		raise frappe.PermissionError
	return frappe.client.get_password(doctype, name, fieldname)


@frappe.whitelist(allow_guest=True, methods=["POST"])
def update_password(
	new_password: str,
	logout_all_sessions: bool | int | str = 0,
	key: str | None = None,
	old_password: str | None = None,
) -> str:
	"""As the framework's, which writes past the account's document; of an account of the circle it is told."""
	if not (
		old_password or len(key or "") >= SHORTEST_KEY
	):  # the framework fails on nothing, and finds whoever has no key
		raise frappe.PermissionError
	if not HASHES_KEYS:
		key = accounts.key_as_kept(key)
	answer = framework_users.update_password(new_password, cint(logout_all_sessions), key, old_password)
	if (
		frappe.local.response.get("http_status_code") != 410
	):  # the key was good: its account is the session's now
		accounts.follow_password(frappe.session.user, by_mail=bool(key))
		if key:
			plan_accounts.follow_mailed_key(frappe.session.user)
	return answer


@frappe.whitelist(allow_guest=True, methods=["GET"])
def login_via_key(key: str) -> None:
	"""As the framework's; of an account of the circle it is told."""
	before = frappe.session.sid
	framework_login.login_via_key(key)
	if frappe.session.sid != before:  # a key that is good begins a session
		accounts.follow_mailed_link(frappe.session.user)
		frappe.db.commit()  # a GET is rolled back, and what it told with it; the session is committed already


@frappe.whitelist(methods=["POST"])
def impersonate(user: str, reason: str) -> None:
	"""Nobody becomes an account that can open protected records: the access log would name the wrong person."""
	if is_of_circle(user):
		raise frappe.PermissionError
	framework_users.impersonate(user, reason)


@frappe.whitelist()
def get_linked(doctype: str, docname: str | int) -> dict[str, list]:
	"""Records that name this one, those of the caller's own lists; v15 gives everybody's to anybody, levels included."""
	if not _may_read(doctype, docname):
		raise frappe.PermissionError
	# of one that may not be read v15.55 refuses all
	links = {
		linked: link
		for linked, link in framework_linked.get_linked_doctypes(doctype).items()
		if frappe.has_permission(linked, "read")
	}
	found = framework_linked.get_linked_docs(doctype=doctype, name=docname, linkinfo=links)
	return {linked: rows for linked, all_rows in found.items() if (rows := _permitted_rows(linked, all_rows))}


def _permitted_rows(doctype: str, rows: list[dict]) -> list[dict]:
	names = [row["name"] for row in rows]
	own = frappe.get_list(
		doctype, filters={"name": ("in", names)}, pluck="name", order_by=None, limit_page_length=0
	)
	return [row for row in rows if row["name"] in set(own)]


@frappe.whitelist()
def get_open_count(doctype: str, name: str | int, items: list | str | None = None) -> dict:
	"""As the framework's, without the DocTypes whose rows differ from person to person: it counts everybody's."""
	asked = arguments.names(items, "items") if items is not None else None
	if asked is None:
		groups = frappe.get_meta(doctype).get_dashboard_data().transactions
		asked = [item for group in groups for item in group.get("items")]
	return framework_notifications.get_open_count(
		doctype, name, [item for item in asked if item not in ROW_RESTRICTED]
	)


@frappe.whitelist()
def get_group_by_count(doctype: str, current_filters: list | dict | str, field: str) -> list:
	"""As the framework's, each value of the sidebar with what people call it. Tasks of the caller's own rows: it counts everybody's."""
	frappe.has_permission(doctype, "read", throw=True)
	if field == TASKS and doctype in RULES:
		rows = _count_tasks(doctype, arguments.conditions_of(doctype, current_filters) or [])
	else:
		rows = framework_listview.get_group_by_count(doctype, current_filters, field)
	return list_titles.name_values(rows, doctype, field)


def _count_tasks(doctype: str, asked: list) -> list[dict]:
	tasks = frappe.get_all(
		"ToDo",
		filters={"reference_type": doctype, "status": ("!=", "Cancelled")},
		fields=["allocated_to", "reference_name"],
	)
	asked.append([doctype, "name", "in", [task.reference_name for task in tasks]])
	own = {*frappe.get_list(doctype, asked, pluck="name", order_by=None, limit_page_length=0)}
	found = Counter(task.allocated_to for task in tasks if task.reference_name in own)
	return [{"name": user, "count": number} for user, number in found.most_common()]


@frappe.whitelist()
def get_notification_logs(limit: int | str = 20) -> dict:
	"""As the framework's, each with the name of whom it is about, where the caller may open the record now."""
	answer = framework_bell.get_notification_logs(min(max(cint(limit), 1), MOST_BELLS))
	bell.add_names(answer["notification_logs"], frappe.session.user)
	return answer


@frappe.whitelist()
def zip_files(files: list | str) -> None:
	"""The framework's asks for no right to the files: whoever knows an id has the bytes."""
	asked = arguments.names(files, "files")
	if not asked or not all(isinstance(name, str) and _may_read("File", name) for name in asked):
		raise frappe.PermissionError
	framework_files.zip_files(frappe.as_json(asked))


@frappe.whitelist()
def get_tagged(doctype: str, tag: str) -> list[tuple[str]]:
	"""Rows of the caller's own list with that tag; the framework's names everybody's to whoever has the role."""
	frappe.has_permission(doctype, "read", throw=True)
	return frappe.get_list(doctype, filters={"_user_tags": ("like", tag)}, as_list=True, limit_page_length=0)


@frappe.whitelist(methods=["POST"])
def toggle_like(doctype: str, name: str, add: str | bool = False) -> None:
	"""The framework's writes into any document; a record out of reach is neither liked nor told of."""
	if doctype in RULES and not _may_read(doctype, name):
		raise frappe.PermissionError
	framework_like.toggle_like(doctype, name, add)


@frappe.whitelist()
def get_workflow_state_count(
	doctype: str, workflow_state_field: str, states: list | str
) -> list[dict] | None:
	"""States of the caller's own rows that a workflow does not know; the framework's counts everybody's.

	The workflow's form asks before it saves. Who administers workflows and reads none of their records is told which
	states are still in use, by name alone: neither how many records nor of whom, and of no other field.
	"""
	if doctype not in ROW_RESTRICTED:
		return framework_workflow.get_workflow_state_count(doctype, workflow_state_field, states)
	if not frappe.has_permission(doctype, "read") and frappe.has_permission("Workflow", "write"):
		return _get_states_in_use(doctype, workflow_state_field, arguments.names(states, "states") or [""])
	frappe.has_permission(doctype, "read", throw=True)
	if not frappe.get_meta(doctype).has_field(workflow_state_field):
		return []
	known = arguments.names(states, "states") or [""]
	found = frappe.get_list(
		doctype,
		filters={workflow_state_field: ("not in", known)},
		pluck=workflow_state_field,
		order_by=None,
		limit_page_length=0,
	)
	return [{workflow_state_field: state, "count": count} for state, count in Counter(found).items() if state]


def _get_states_in_use(doctype: str, field: str, known: list[str]) -> list[dict]:
	if field != STATE_FIELD:
		raise frappe.PermissionError
	if not frappe.get_meta(doctype).has_field(field):
		return []
	found = frappe.get_all(
		doctype, filters={field: ("not in", known)}, pluck=field, distinct=True, order_by=None
	)
	return [{field: state, "count": _("some", context="Count")} for state in sorted(filter(None, found))]


@frappe.whitelist()
def get_chart(
	chart_name: str | None = None,
	chart: dict | str | None = None,
	no_cache: bool | int | str | None = None,
	filters: dict | list | str | None = None,
	from_date: str | None = None,
	to_date: str | None = None,
	timespan: str | None = None,
	time_interval: str | None = None,
	heatmap_year: int | str | None = None,
	refresh: bool | int | str | None = None,
) -> dict | None:
	"""A chart of rows that differ from person to person: never from the cache all share, and never a heatmap.

	Heatmaps ask no permission; the cache is read by the name that the caller gives.
	"""
	chart = (
		frappe.get_doc("Dashboard Chart", chart_name).as_dict()
		if chart_name
		else frappe._dict(arguments.a_dict(chart, "chart"))
	)
	if not isinstance(chart.document_type, str) or not frappe.db.exists("DocType", chart.document_type):
		arguments.refuse("chart")
	if time_interval and time_interval not in INTERVALS:
		arguments.refuse("time_interval")
	conditions.check_question(chart)  # one that is kept may be older than the check of what is kept
	period = dict(timespan=timespan, time_interval=time_interval)
	for name, day in (("from_date", from_date), ("to_date", to_date)):
		period[name] = arguments.a_day(day, name) if day else None
	asked = dict(
		chart_name=chart_name,
		chart=frappe.as_json(chart) if not chart_name else None,
		filters=arguments.conditions_of(chart.document_type, filters),
		heatmap_year=heatmap_year,
		**period,
	)
	own_rows = chart.document_type in frappe.get_hooks("permission_query_conditions")
	if chart.type == "Heatmap":
		frappe.has_permission(chart.document_type, "read", throw=True)
		if own_rows:
			raise frappe.PermissionError
	if own_rows:
		return inspect.unwrap(framework_chart.get)(**asked)
	return framework_chart.get(no_cache=no_cache, refresh=refresh, **asked)


@frappe.whitelist()
def get_data_for_custom_field(doctype: str, field: str, names: list | str | None = None) -> dict:
	"""A column added to a report: of the caller's own rows; older frameworks give everybody's to whoever has the role."""
	frappe.has_permission(doctype, "read", throw=True)
	if field not in frappe.get_meta(doctype).get_valid_columns():
		raise frappe.PermissionError
	names = arguments.names(names, "names")
	rows = frappe.get_list(
		doctype,
		filters={"name": ("in", names)} if names else {},
		fields=["name", field],
		as_list=True,
		order_by=None,
		limit_page_length=0,
	)
	return dict(rows)


@frappe.whitelist()
def get_rows() -> dict | list:
	"""As the framework's list, but titles of linked rows are read after it: v16 drops rows without such a row."""
	titles = list_titles.take_from(frappe.local.form_dict)
	return list_titles.add_to(framework_reportview.get(), titles)


@frappe.whitelist()
def get_row_count() -> int | None:
	"""As the framework's count of a list, which on v16 makes text of its query: a filter of the caller's ran as SQL."""
	asked = framework_reportview.get_form_params()
	if is_virtual_doctype(asked.doctype):
		return framework_reportview.get_count()
	return count_listed(asked.doctype, asked.filters, cint(asked.limit), asked.parent_doctype)


def _may_read(doctype: str, docname: str | int) -> bool:
	return bool(frappe.db.exists(doctype, docname)) and bool(
		frappe.has_permission(doctype, "read", doc=docname)
	)
