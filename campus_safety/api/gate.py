"""Gates over HTTP: what devices send, their keys, and the buttons of the form Campus Gate Import."""

import frappe
from frappe import _
from frappe.model.document import Document
from frappe.utils import now_datetime

from campus_safety.access.checks import get_permitted
from campus_safety.engines.sheets import lifecycle
from campus_safety.services.gate import keys
from campus_safety.services.gate import push as pushing
from campus_safety.services.gate import sheet as importing

IMPORT, DEVICE = importing.DOCTYPE, keys.DEVICE


@frappe.whitelist(methods=["POST"])
def push(events: list | str, sent_at: str | None = None) -> dict:
	"""Passages of the device whose key this is; one answer per event, in the order of `events`.

	events: [{"event_id", "student_no", "time", "direction"}]; sent_at: what the device's clock shows.
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
	"""Read the file and say what an import would do."""
	document = _permitted(name, "write")
	importing.preview(document)
	return lifecycle.get_progress(document)


@frappe.whitelist(methods=["POST"])
def start(name: str) -> dict:
	"""Queue the import of the previewed file; also takes up a failed or stalled run."""
	document = _permitted(name, "write")
	importing.start(document)
	return lifecycle.get_progress(document)


@frappe.whitelist(methods=["POST"])
def cancel(name: str) -> dict:
	document = _permitted(name, "write")
	lifecycle.cancel(document)
	return lifecycle.get_progress(document)


@frappe.whitelist(methods=["POST"])
def make_marked_file(name: str) -> str:
	"""Address of the list with the bad cells in red."""
	return importing.make_report(_permitted(name, "write"))


@frappe.whitelist(methods=["GET", "POST"])
def progress(name: str) -> dict:
	"""What the form asks every few seconds while a run goes on."""
	return lifecycle.get_progress(_permitted(name, "read"))


def _permitted_device(name: str) -> Document:
	return get_permitted(
		DEVICE, name, "write", _("Only the IT Centre and the Security Office give keys to devices.")
	)


def _permitted(name: str, right: str) -> Document:
	return get_permitted(
		IMPORT, name, right, _("Only Student Affairs, the Security Office and dorm managers import passages.")
	)
