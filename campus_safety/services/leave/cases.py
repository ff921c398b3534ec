"""A leave that is overdue becomes an absence case: somebody looks for the student (domain §5)."""

from collections.abc import Sequence
from datetime import datetime

import frappe

PERMIT = "Campus Leave Permit"


def open_for(permits: Sequence[str], now: datetime) -> list[str]:
	"""Names of the cases; a student with an open case gets the finding added to it."""
	from campus_safety.services.presence.absence_cases import Found, open_cases  # reads leaves itself

	rows = frappe.get_all(
		PERMIT, filters={"name": ("in", permits)}, fields=["name", "student"], order_by="name"
	)
	return open_cases([Found(row.student, "Leave Overdue", now, PERMIT, row.name) for row in rows], now)
