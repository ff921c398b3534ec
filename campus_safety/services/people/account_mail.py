"""A new account without a welcome mail where the site sends none: else the framework stops the save with an error of its own."""

import frappe
from frappe import _

from campus_safety.engines.messages.mail import has_outgoing_account


def follow_account(doc, method: str | None = None) -> None:
	"""`User.before_validate`."""
	if not doc.is_new() or not doc.send_welcome_email or doc.flags.no_welcome_mail or has_outgoing_account():
		return
	doc.send_welcome_email = 0
	frappe.msgprint(
		_("This site sends no mail, so no welcome mail goes out: set a first password in the account."),
		alert=True,
	)
