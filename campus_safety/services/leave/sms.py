"""The parent's link by the school's own SMS gateway (Campus Message Channel), to the primary guardian."""

from datetime import datetime

import frappe
from frappe import _

from campus_safety.adapters import channels
from campus_safety.records.students import get_primary_guardian
from campus_safety.services.leave import parents


def send_link(permit, now: datetime) -> str:
	"""Sent at once, the counsellor waits for it. Returns the masked number. Errors: ValidationError saying what to do."""
	channel = frappe.db.get_value("Campus Message Channel", {"channel_type": "SMS Gateway", "enabled": 1})
	if not channel:
		frappe.throw(_("The school has set up no SMS channel. Copy the link and send it by WeChat."))
	mobile = get_primary_guardian(permit.student).mobile
	if not mobile:
		frappe.throw(_("The student's record has no number of a guardian. Enter it, or copy the link."))
	link, confirmation = parents.make_link(permit, now, sent_by="SMS")
	try:
		channels.send_sms(channel, mobile, parents.get_message(permit, link), f"parent|{confirmation}")
	except Exception:  # whatever the gateway answers, the counsellor can still copy the link
		frappe.log_error(title="Parent link by SMS")  # the provider's answer, for whoever runs the site
		frappe.throw(_("The SMS could not be sent. Copy the link and send it by WeChat."))
	return f"{mobile[:3]}****{mobile[-4:]}"
