"""Whoever gave a signal hears that it was taken up, and that it was acted on: nothing else, not even what was decided.

Confidential records tell their own writers; from here nobody learns that theirs was one of the signals.
"""

from datetime import datetime

import frappe
from frappe import _

from campus_safety.engines.messages.telling import About
from campus_safety.engines.messages.telling import tell as tell_users

TAKEN, ACTED = "taken", "acted"


def tell(warning, what: str, now: datetime) -> None:
	"""Once per record and step, however many warnings it is part of."""
	for row in warning.signals:
		user = None if row.confidential else get_giver(row.evidence_doctype, row.evidence)
		if not user or not frappe.has_permission(row.evidence_doctype, "read", doc=row.evidence, user=user):
			continue
		tell_users(
			[user],
			lambda row=row: _words(what).format(_(row.evidence_doctype), row.evidence),
			f"signal|{what}|{row.evidence_doctype}|{row.evidence}",
			About(row.evidence_doctype, row.evidence),
			now=now,
		)


def get_giver(doctype: str, name: str) -> str | None:
	"""Who recorded it."""
	field = "recorded_by" if frappe.get_meta(doctype).has_field("recorded_by") else "owner"
	return frappe.db.get_value(doctype, name, field)


def _words(what: str) -> str:
	if what == TAKEN:
		return _("What you recorded was taken up: {0} {1}")
	return _("What you recorded was looked into: {0} {1}")
