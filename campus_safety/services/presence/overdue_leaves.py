"""A leave that is overdue becomes an absence case: somebody looks for the student (domain §5)."""

from collections.abc import Sequence
from datetime import datetime

import frappe
from frappe import _
from frappe.utils import get_datetime, now_datetime

from campus_safety.domain.leave.permits import OVERDUE, RETURNED, VERIFIED
from campus_safety.services.leave import moves, residences
from campus_safety.services.leave.return_points import ELSEWHERE
from campus_safety.services.presence.absence_cases import Found, note_return, note_word, open_cases

PERMIT = "Campus Leave Permit"


def run(now: datetime) -> dict[str, int]:
	"""What time alone does to leaves and residences. Returns how many of each moved."""
	moved = {"begun": moves.begin(now), "overdue": open_overdue(now), "expired": moves.expire(now)}
	residences.note_in_students(now.date())
	return moved


def open_overdue(now: datetime) -> int:
	names = moves.overdue(now)
	open_for(names, now)
	return len(names)


def follow(permit, method: str | None = None) -> None:
	"""`Campus Leave Permit.on_update`: somebody has said that it is overdue, before the clock did, or that the student is back."""
	if permit.reaches(OVERDUE):
		open_for([permit.name], now_datetime())
	elif permit.reaches(RETURNED, VERIFIED):
		end_search(permit, now_datetime())


def end_search(permit, now: datetime) -> None:
	"""A return that staff have seen, or that was reported where the code hangs, ends every search for the student.

	A student's word from elsewhere is kept in the case and ends nothing, until staff verify it.
	"""
	at_the_point = permit.return_source == "Return Point" and permit.return_place != ELSEWHERE
	if permit.status == VERIFIED or permit.return_source == "Staff" or at_the_point:
		place = _("Back from leave {0}").format(permit.name)
		note_return(
			permit.student, get_datetime(permit.actual_return or now), place, frappe.session.user, now
		)
	else:
		note_word(
			permit.student,
			now,
			_("Says to be back from leave {0}: see them, then verify").format(permit.name),
		)


def open_for(permits: Sequence[str], now: datetime) -> list[str]:
	"""Names of the cases; a student with an open case gets the finding added to it."""
	if not permits:
		return []
	rows = frappe.get_all(
		PERMIT, filters={"name": ("in", permits)}, fields=["name", "student"], order_by="name"
	)
	return open_cases([Found(row.student, "Leave Overdue", now, PERMIT, row.name) for row in rows], now)
