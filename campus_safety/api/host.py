"""Buttons of the forms Campus Host Mapping and Campus Host Sync."""

import frappe
from frappe import _
from frappe.model.document import Document
from frappe.utils import now_datetime

from campus_safety.access.checks import get_permitted
from campus_safety.services.people.host_sync import mapping, run


@frappe.whitelist(methods=["POST"])
def read_now(name: str) -> str:
	"""Name of the sync that is queued; nothing is written before somebody starts it."""
	return run.start(_mapping(name, "write"), now_datetime())


@frappe.whitelist(methods=["POST"])
def start(name: str) -> None:
	"""Write what a sync of departments, classes or terms has found."""
	document = get_permitted(run.SYNC, name, "read", _refusal())
	_mapping(document.mapping, "write")
	run.confirm(document, now_datetime())


@frappe.whitelist(methods=["GET", "POST"])
def get_choices(subject: str, system: str) -> dict[str, list]:
	"""Our fields of a list, and what the host has to fill them. Names of fields only, no record of anybody."""
	if not frappe.has_permission(mapping.MAPPING, "write"):
		frappe.throw(_refusal(), frappe.PermissionError)
	return mapping.get_choices(subject, system)


def _mapping(name: str, right: str) -> Document:
	return get_permitted(mapping.MAPPING, name, right, _refusal())


def _refusal() -> str:
	return _("Only system managers read from a host.")
