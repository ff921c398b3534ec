"""Endpoints of the framework that run a function by the name they are given, or answer as somebody else: what they may be given.

The first run it with the caller's arguments by their place, past everything that is asked of a request by the names of its
arguments, and past the app's own endpoint where one stands for the framework's. So a student listed every student's records.
The second take the account that is asked for from the request: a colleague's private appointments were anybody's.
"""

import inspect
from functools import lru_cache

import frappe

from campus_safety.access import endpoints

THE_FRAMEWORK = "frappe"
SEARCH = ("doctype", "txt", "searchfield")


def refuse_other_roads() -> None:
	"""`auth_hooks`: fail closed: a mapper, or what takes a file, is of an app that makes documents, a tree's function takes a parent,
	a search looks for text.
	"""
	function = endpoints.find(asked) if (asked := endpoints.asked()) else None
	if function is None:
		return
	if endpoints.is_replaced(function) and asked not in frappe.get_hooks("override_whitelisted_methods"):
		raise frappe.PermissionError  # the framework's own, by the name of a module that has borrowed it
	if function in _find_all(AS_THE_CALLER) and not _asks_as_themselves():
		raise frappe.PermissionError
	argument, fits = CALLERS.get(_find_all(tuple(CALLERS)).get(function), ("", None))
	if named := frappe.form_dict.get(argument):
		called = endpoints.find(named) if isinstance(named, str) else None
		if called is None or endpoints.is_replaced(called) or not fits(called):
			raise frappe.PermissionError


@lru_cache(maxsize=2)
def _find_all(names: tuple[str, ...]) -> dict:
	"""{function: its name}: looked up once in a process, as every request is asked."""
	return {found: name for name in names if (found := endpoints.find(name))}


def _asks_as_themselves() -> bool:
	caller = frappe.session.user
	return caller == "Administrator" or (frappe.form_dict.get("user") or caller) == caller


def _is_of_another_app(function) -> bool:
	"""Neither the framework nor this one has a mapper, or a function that takes what is uploaded."""
	return function.__module__.split(".")[0] not in (THE_FRAMEWORK, endpoints.OWN.strip("."))


def _takes_a_parent(function) -> bool:
	return "parent" in _first_arguments(function, 2)


def _searches(function) -> bool:
	return _first_arguments(function, len(SEARCH)) == SEARCH


def _first_arguments(function, number: int) -> tuple[str, ...]:
	return tuple(inspect.signature(function).parameters)[:number]


# {endpoint: (the argument that names a function, what it may be)}
CALLERS = {
	"frappe.handler.upload_file": ("method", _is_of_another_app),
	"frappe.handler.uploadfile": ("method", _is_of_another_app),
	"frappe.model.mapper.make_mapped_doc": ("method", _is_of_another_app),
	"frappe.model.mapper.map_docs": ("method", _is_of_another_app),
	"frappe.desk.treeview.get_all_nodes": ("tree_method", _takes_a_parent),
	"frappe.desk.search.search_link": ("query", _searches),
	"frappe.desk.search.search_widget": ("query", _searches),
}

# these take a `user`, and the Desk gives them none but the caller
AS_THE_CALLER = (
	"frappe.core.doctype.user_permission.user_permission.get_user_permissions",
	"frappe.desk.doctype.event.event.get_events",
	"frappe.desk.doctype.notification_settings.notification_settings.set_seen_value",
	"frappe.desk.form.document_follow.follow_document",
	"frappe.desk.form.document_follow.unfollow_document",
	"frappe.desk.query_report.run",
)
