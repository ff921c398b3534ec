"""A leave that is overdue becomes an absence case: somebody looks for the student (domain §5)."""

from collections.abc import Sequence
from datetime import datetime

import frappe
from frappe.utils import now_datetime

from campus_safety.domain.leave.permits import OVERDUE
from campus_safety.services.leave import moves
from campus_safety.services.presence.absence_cases import Found, open_cases

PERMIT = "Campus Leave Permit"


def run(now: datetime) -> dict[str, int]:
	"""What time alone does to leaves and residences. Returns how many of each moved."""
	return {"begun": moves.begin(now), "overdue": open_overdue(now), "expired": moves.expire(now)}


def open_overdue(now: datetime) -> int:
	names = moves.overdue(now)
	open_for(names, now)
	return len(names)


def follow(permit, method: str | None = None) -> None:
	"""`Campus Leave Permit.on_update`: somebody has said that it is overdue, before the clock did."""
	if permit.reaches(OVERDUE):
		open_for([permit.name], now_datetime())


def open_for(permits: Sequence[str], now: datetime) -> list[str]:
	"""Names of the cases; a student with an open case gets the finding added to it."""
	if not permits:
		return []
	rows = frappe.get_all(
		PERMIT, filters={"name": ("in", permits)}, fields=["name", "student"], order_by="name"
	)
	return open_cases([Found(row.student, "Leave Overdue", now, PERMIT, row.name) for row in rows], now)
