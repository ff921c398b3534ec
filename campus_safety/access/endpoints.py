"""Which function a request runs, whatever road leads to it."""

import inspect
from functools import lru_cache

import frappe
import frappe.handler
from frappe.modules.utils import load_doctype_module

METHODS, NEWER_METHODS = ("/api/method/", "/api/v1/method/"), "/api/v2/method/"
OWN = "campus_safety."
# what a name may break on: the framework says that there is no such method
NO_FUNCTION = (AttributeError, ImportError, KeyError, TypeError, ValueError, frappe.ValidationError)


def asked() -> str:
	"""Its dotted name; "" for a record, a page, a file. `cmd`, wherever it is sent, runs before the path is looked at."""
	if cmd := frappe.form_dict.get("cmd"):
		return _in_full(str(cmd))
	path = frappe.request.path
	for start in METHODS:
		if path.startswith(start):
			return _in_full(path.removeprefix(start).split("/")[0])
	if not path.startswith(NEWER_METHODS):
		return ""
	doctype, _slash, method = path.removeprefix(NEWER_METHODS).strip("/").rpartition("/")
	if not doctype:
		return _in_full(method)
	try:
		return f"{load_doctype_module(doctype).__name__}.{method}"
	except NO_FUNCTION:
		return method


def _in_full(name: str) -> str:
	"""The handler's own functions (`upload_file`, `run_doc_method`) are called by a word alone, and answer by their full name, too."""
	return name if "." in name or not hasattr(frappe.handler, name) else f"frappe.handler.{name}"


def is_own() -> bool:
	return asked().startswith(OWN)


def find(dotted: str):
	"""The function, or None for what is none; looking for an app of the name of a word without a dot (`login`, a script of the
	school's) would leave a message in the answer.
	"""
	if "." not in dotted:
		return None
	try:
		return inspect.unwrap(frappe.get_attr(dotted))
	except NO_FUNCTION:
		return None


def is_replaced(function) -> bool:
	"""An endpoint of the framework for which the app has one of its own; the framework itself keeps names of what it has moved."""
	roads = frappe.get_hooks("override_whitelisted_methods")
	ours = (name for name, targets in roads.items() if any(target.startswith(OWN) for target in targets))
	return function is not None and function in _find_replaced(tuple(sorted(ours)))


@lru_cache(maxsize=8)
def _find_replaced(names: tuple[str, ...]) -> frozenset:
	return frozenset(found for name in names if (found := find(name)))
