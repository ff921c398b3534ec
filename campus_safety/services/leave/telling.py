"""Messages about leave: in the language of whoever reads them, with the document's number and what to do."""

from collections.abc import Callable, Iterable

import frappe

from campus_safety.engines.duties.digest import in_language_of
from campus_safety.engines.messages import outbox


def tell(users: Iterable[str], write: Callable[[], str], key: str, doc) -> int:
	"""`write` gives the subject in the language set while it is called; `key` makes it once per person."""
	told = 0
	for user in sorted(set(users) - {frappe.session.user, "Administrator"}):
		with in_language_of(user):
			subject = write()
		told += outbox.notify(user, subject, "", f"{key}|{user}", doc.doctype, doc.name)
	return told
