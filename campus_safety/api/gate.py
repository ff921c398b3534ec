"""Gates over HTTP: what devices send, their keys, and the buttons of the form Campus Gate Import."""

import frappe
from frappe import _
from frappe.model.document import Document
from frappe.utils import now_datetime

from campus_safety.access.checks import get_permitted
from campus_safety.api import imports
from campus_safety.services.gate import keys
from campus_safety.services.gate import push as pushing

IMPORT, DEVICE = "Campus Gate Import", keys.DEVICE


@frappe.whitelist(methods=["POST"])
def push(events: list | str, sent_at: str | None = None) -> dict:
	"""Passages of the device whose key this is; one answer per event, in the order of `events`.

	events: [{"event_id", "student_no" or "card_no", "time", "direction", "result", "event_type"}]; sent_at: what the device's clock shows.
	Sent again, an event is answered "duplicate" and written once.
	"""
	device = keys.get_device(frappe.session.user)
	if not device:
		frappe.throw(_("This account belongs to no enabled gate device."), frappe.PermissionError)
	pushing.validate_rate(device.name, now_datetime())
	pushing.validate_size(frappe.request.content_length if frappe.request else None)
	return pushing.take(device, events, sent_at)


@frappe.whitelist(methods=["POST"])
def issue_key(device: str) -> dict:
	"""A new key, shown this once; the old one stops working."""
	document = _permitted_device(device)
	if not document.enabled:
		frappe.throw(_("{0} is switched off. Enable it first.").format(document.device_name))
	return keys.issue(document, now_datetime())


@frappe.whitelist(methods=["POST"])
def revoke_key(device: str) -> None:
	keys.revoke(_permitted_device(device))


@frappe.whitelist(methods=["POST"])
def preview(name: str) -> dict:
	return imports.preview(IMPORT, name)


@frappe.whitelist(methods=["POST"])
def start(name: str) -> dict:
	return imports.start(IMPORT, name)


@frappe.whitelist(methods=["POST"])
def cancel(name: str) -> dict:
	return imports.cancel(IMPORT, name)


@frappe.whitelist(methods=["POST"])
def make_marked_file(name: str) -> str:
	return imports.make_marked_file(IMPORT, name)


@frappe.whitelist(methods=["GET", "POST"])
def progress(name: str) -> dict:
	return imports.progress(IMPORT, name)


def _permitted_device(name: str) -> Document:
	return get_permitted(
		DEVICE, name, "write", _("Only the IT Centre and the Security Office give keys to devices.")
	)
