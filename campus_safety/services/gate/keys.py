"""The account of a device: it has one role, which opens nothing, and a key that is shown once.

Whoever disables or deletes an account through the framework is asked whether another System Manager remains. Many a
school has Administrator alone, so the answer would be no, about accounts that never were one: they are written past it.
"""

from datetime import datetime

import frappe
from frappe import _
from frappe.utils.password import remove_encrypted_password

from campus_safety.domain.roles import GATE_DEVICE
from campus_safety.services.gate import probation

DOMAIN = "gate.invalid"  # no mail ever goes there, and nobody logs in: the account has no password
DEVICE = "Campus Gate Device"


def issue(device, now: datetime) -> dict[str, str]:
	"""A new key for the device; an older one stops working. Returns {"api_key", "api_secret"}, the only time."""
	user = _get_account(device)
	key, secret = frappe.generate_hash(length=24), frappe.generate_hash(length=40)
	user.api_key, user.api_secret, user.enabled = key, secret, 1
	user.flags.by_its_device = True  # noted below, with the device
	user.save(ignore_permissions=True)  # who may write the device may give it a key
	what = _("Key renewed") if device.key_issued_at else _("Key issued")
	device.db_set({"api_user": user.name, "key_issued_at": now, "new_since": now.replace(microsecond=0)})
	probation.note(device, [what], now)
	return {"api_key": key, "api_secret": secret}


def revoke(device) -> None:
	if not device.api_user:
		return
	remove_encrypted_password("User", device.api_user, "api_secret")
	frappe.db.set_value("User", device.api_user, {"api_key": None, "enabled": 0})
	frappe.clear_cache(user=device.api_user)
	if device.key_issued_at:
		probation.note(device, [_("Key revoked")], begins=None)
	device.db_set("key_issued_at", None)


def remove_account(device) -> None:
	"""The account goes with its device, and what the framework made for it: it never had a task, a mail or a share."""
	if not device.api_user:
		return
	user = device.api_user
	device.db_set("api_user", None)
	frappe.clear_cache(user=user)
	frappe.db.set_value("Contact", {"user": user}, "user", None)
	frappe.db.delete("DocShare", {"user": user})
	frappe.delete_doc("Notification Settings", user, ignore_permissions=True, force=True)
	frappe.delete_doc("User", user, ignore_permissions=True, force=True, ignore_on_trash=True)


def get_device(user: str) -> frappe._dict | None:
	"""The enabled device that this account sends for: its name, what its passages mean, its clock, since when it is new."""
	fields = [
		"name",
		"device_name",
		"dormitory",
		"direction",
		"in_words",
		"out_words",
		"clock_skew",
		"new_since",
	]
	return frappe.db.get_value(DEVICE, {"api_user": user, "enabled": 1}, fields, as_dict=True)


def _get_account(device):
	email = device.api_user or f"{device.name.lower()}@{DOMAIN}"
	if frappe.db.exists("User", email):
		return frappe.get_doc("User", email)
	user = frappe.get_doc(
		{
			"doctype": "User",
			"email": email,
			"first_name": device.device_name[:100],
			"user_type": "Website User",
			"enabled": 1,  # an import (below) gets no default values
			"send_welcome_email": 0,
			"roles": [{"role": GATE_DEVICE}],
		}
	)
	user.flags.no_welcome_mail = True
	before = frappe.flags.in_import
	frappe.flags.in_import = True  # else refused after sixty new accounts in an hour
	try:
		return user.insert(ignore_permissions=True)  # who may write the device may give it an account
	finally:
		frappe.flags.in_import = before
