"""Telling a student that there is something to read on their page: what, the message never says.

One sentence for everything that is nobody else's business: whoever reads the outbox learns that a student was told something.
"""

import frappe
from frappe import _

from campus_safety.access.secrets import fingerprint
from campus_safety.engines.messages.telling import tell


def tell_news(student: str | None, key: str) -> None:
	"""To the student's account, where they have one; the key stands in the outbox as its fingerprint."""
	user = student and frappe.db.get_value("Campus Student", student, "user")
	if user:
		tell(
			[user], lambda: _("There is news for you on your page. Open it."), f"page-news|{fingerprint(key)}"
		)
