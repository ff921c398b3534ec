"""Every ten minutes: once the hour of the settings has come, the figures of the night go out, once a day."""

from datetime import datetime

import frappe
from frappe.utils import get_datetime, now_datetime

from campus_safety.services.presence import digest


def run(now: datetime | str | None = None) -> int:
	"""How many were told. `now` for trials and tests: site time."""
	told = 0
	for message in digest.prepare(get_datetime(now) if now else now_datetime()):
		try:
			told += digest.deliver(message)
			frappe.db.commit()  # one person's message does not hang on the next one's
		except Exception:  # logged, and written again in ten minutes
			frappe.db.rollback()
			frappe.log_error(title=f"Night digest {message.user}")
	return told
