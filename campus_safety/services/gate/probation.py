"""A gate device that is new, has a new key or stands at a new place: who answers is told, and for some hours nobody is in by it.

One passage halts the search of a missing student and marks them in. So whoever gets hold of a key, or makes one, must not be
able to use it in the same night unseen (SECURITY.md).
"""

from collections.abc import Sequence
from datetime import datetime

import frappe
from frappe import _
from frappe.utils import get_datetime

from campus_safety.domain.roles import GATE_DEVICE, SAFETY_OFFICE, SECURITY_OFFICE
from campus_safety.engines.messages.telling import About, tell
from campus_safety.engines.opening import access_log
from campus_safety.records.content import content_of
from campus_safety.records.posts import get_dorm_managers, get_users_with_role
from campus_safety.services.gate.settings import get_probation

DEVICE = "Campus Gate Device"
ACTION = "Account Change"
TOLD = (SECURITY_OFFICE, SAFETY_OFFICE)
DECIDES = ("dormitory", "direction", "in_words", "out_words", "enabled")  # what its passages mean


def is_new(new_since, now: datetime) -> bool:
	return bool(new_since) and get_datetime(new_since) + get_probation() > now


def get_new(now: datetime) -> list[str]:
	"""Enabled devices on probation now."""
	return [row.name for row in _new(now)]


def get_names_of_new(building: str, now: datetime) -> list[str]:
	"""Those of a building and of the campus gates, by the names that people know."""
	return [row.device_name for row in _new(now) if (row.dormitory or building) == building]


def _new(now: datetime) -> list[frappe._dict]:
	return frappe.get_all(
		DEVICE,
		filters={"enabled": 1, "new_since": (">", now - get_probation())},
		fields=["name", "device_name", "dormitory"],
		order_by="name asc",
	)


def changed(device) -> list[str]:
	"""Labels of what has changed of a device and decides what its passages mean; all of it, of a new one that is on."""
	before = device.get_doc_before_save()
	if not device.enabled:
		return []
	if not before:
		return [_("New Device")]
	return [
		_(device.meta.get_label(field), context=device.doctype)
		for field in DECIDES
		if content_of(before, field) != content_of(device, field)
	]


def note(device, what: Sequence[str], begins: datetime | None) -> None:
	"""A line in the access log, which nobody takes back; where its probation begins, a message to those who rely on it."""
	actor = frappe.session.user
	line = access_log.record(ACTION, DEVICE, device.name, reason=f"{device.device_name}: {'; '.join(what)}")
	if not begins:
		return
	until = begins + get_probation()
	people = {user for role in TOLD for user in get_users_with_role(role)}
	if device.dormitory:
		people |= set(get_dorm_managers(device.dormitory))
	tell(
		people,
		lambda: (
			_("Gate device {0} was changed by {1}").format(device.device_name, actor),
			_(
				"Changed: {0}. Until {1} what it says marks nobody in and halts no search: see every student with your own eyes. If you do not know why, ask today."
			).format("; ".join(what), f"{until:%m-%d %H:%M}"),
		),
		f"gate-device|{line}",
		About(DEVICE, device.name),
	)


def follow_account(doc, method: str | None = None) -> None:
	"""`User.on_update`: a key that was given to a device's account past its device, as the framework's form can."""
	if doc.flags.by_its_device or GATE_DEVICE not in {row.role for row in doc.get("roles") or []}:
		return
	before = doc.get_doc_before_save()
	has_new_key = before and (before.api_key or "") != (doc.api_key or "")
	if not (has_new_key or doc.flags.campus_secrets):
		return
	if name := frappe.db.get_value(DEVICE, {"api_user": doc.name}):
		device, saved = frappe.get_doc(DEVICE, name), get_datetime(doc.modified).replace(microsecond=0)
		device.db_set("new_since", saved)
		note(device, [_("Key issued past the device, in its account")], saved)
