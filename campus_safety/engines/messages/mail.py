"""Mail with attachments to staff, over the site's outgoing account; where there is none, nothing is sent."""

from collections.abc import Callable, Iterable, Sequence

import frappe

from campus_safety.domain.plain_line import without_markup
from campus_safety.engines.messages.telling import ADMINISTRATOR, in_language_of
from campus_safety.records.posts import get_enabled


def send(
	users: Iterable[str], write: Callable[[], tuple[str, str]], attachments: Sequence[tuple[str, str]] = ()
) -> int:
	"""How many mails were put into the queue, one to each account that is enabled and has an address.

	write: (subject, text) in the language that is set while it is called. attachments: (file name, content).
	"""
	if not has_outgoing_account():
		return 0
	sent = 0
	for user in get_enabled(set(users) - {ADMINISTRATOR}):
		address = frappe.db.get_value("User", user, "email")
		with in_language_of(user):
			subject, text = write()
		if address:
			frappe.sendmail(
				recipients=[address],
				subject=subject,
				message="<br>".join(without_markup(text).split("\n")),
				attachments=[{"fname": name, "fcontent": content} for name, content in attachments],
			)
			sent += 1
	return sent


def has_outgoing_account() -> bool:
	return bool(frappe.db.exists("Email Account", {"enable_outgoing": 1, "default_outgoing": 1}))
