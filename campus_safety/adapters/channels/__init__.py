"""Messages through WeCom, DingTalk or an SMS gateway: each kind writes its own body, one door sends them all."""

import hashlib

import frappe

from campus_safety.adapters.channels import dingtalk, sms, wecom
from campus_safety.adapters.channels.door import Refused, post

KINDS = {"WeCom": wecom, "DingTalk": dingtalk, "SMS Gateway": sms}

__all__ = ("Refused", "send")


def send(channel: str, user: str, text: str, key: str) -> None:
	"""To a member of staff. Errors: Refused when it must never be tried again, any other when it may be."""
	_send(channel, user, frappe.db.get_value("User", user, "mobile_no"), text, key)


def send_sms(channel: str, mobile: str, text: str, key: str) -> None:
	"""To somebody without an account: a parent. Errors: as `send`."""
	_send(channel, "", mobile, text, key)


def _send(channel: str, user: str, mobile: str | None, text: str, key: str) -> None:
	row = frappe.db.get_value(
		"Campus Message Channel", channel, ["channel_type", "endpoint", "enabled"], as_dict=True
	)
	if not row or not row.enabled:
		raise Refused(f"channel {channel} is not in use")
	document = frappe.get_doc("Campus Message Channel", channel)
	token = document.get_password("secret", raise_exception=False)
	key = hashlib.sha256(key.encode()).hexdigest()[:32]  # headers are plain ASCII, channel names are not
	request = KINDS[row.channel_type].write(row.endpoint, token, user, mobile, text, key)
	answer = post(request.url, request.body, {**request.headers, "Idempotency-Key": key})
	KINDS[row.channel_type].check(answer)
