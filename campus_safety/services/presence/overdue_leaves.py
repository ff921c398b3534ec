"""A leave that is overdue becomes an absence case: somebody looks for the student (domain §5)."""

from collections.abc import Mapping, Sequence
from datetime import datetime

import frappe
from frappe import _
from frappe.utils import get_datetime

from campus_safety.domain.leave.permits import AWAY, OVERDUE, PENDING, RETURNED, VERIFIED
from campus_safety.domain.presence.night import night_of
from campus_safety.engines.messages.telling import in_school_language
from campus_safety.engines.seal.leaves import follow_rows
from campus_safety.records.states import put
from campus_safety.services.leave import moves, residences
from campus_safety.services.leave.return_points import proves_presence
from campus_safety.services.presence.absence_cases import SEARCHING, Found, open_cases
from campus_safety.services.presence.searches import note_return, note_word
from campus_safety.services.presence.settings import get_night_settings

PERMIT = "Campus Leave Permit"


def run(now: datetime) -> dict[str, int]:
	"""What time alone does to leaves and residences. Returns how many of each moved."""
	moves.close_of_those_gone(now)
	moves.follow_class(now)
	moved = {"begun": moves.begin(now), "overdue": open_overdue(now), "expired": moves.expire(now)}
	residences.note_in_students(now.date())
	return moved


def open_overdue(now: datetime) -> int:
	"""Who was seen at tonight's roll call is back, though nobody recorded it; everybody else is looked for."""
	names = moves.overdue(now)
	seen = _seen_tonight(names, now)
	for name, moment in seen.items():
		_return(name, moment, None, now)
	open_for([name for name in names if name not in seen], now)
	return len(names)


def _seen_tonight(names: Sequence[str], now: datetime) -> dict[str, datetime]:
	"""{permit: when a person saw the student in this night's roll call}; who has gone out again since is not there."""
	if not names:
		return {}
	row, permit = frappe.qb.DocType("Campus Night Roll Call Row"), frappe.qb.DocType(PERMIT)
	rows = (
		frappe.qb.from_(permit)
		.join(row)
		.on(row.student == permit.student)
		.select(permit.name, row.marked_at)
		.where(permit.name.isin(list(names)) & (row.roll_date == night_of(now, get_night_settings())))
		.where(row.status.isin(("In", "Late")) & (row.confirmed == 1) & (row.seen == 1))
		.where(row.left_at.isnull() & (row.marked_at > permit.from_time))
		.run()
	)
	return dict(rows)


def return_seen(seen: Mapping[str, datetime], now: datetime) -> None:
	"""{student: when somebody saw them at the roll call}: an overdue leave is over with it."""
	if not seen:
		return
	names = frappe.get_all(
		PERMIT,
		filters={
			"student": ("in", list(seen)),
			"overdue_since": ("is", "set"),
			"actual_return": ("is", "not set"),
		},
		fields=["name", "student"],
		order_by="name asc",
	)
	for row in names:
		_return(row.name, seen[row.student], frappe.session.user, now)


def _return(name: str, moment: datetime, user: str | None, now: datetime) -> None:
	"""Recorded as staff would; the class's staff verify it."""
	permit = frappe.get_doc(PERMIT, name, for_update=True)
	if permit.status not in AWAY and permit.status != PENDING:
		return
	permit.actual_return = max(moment, get_datetime(permit.from_time)).replace(microsecond=0)
	permit.return_recorded_at, permit.return_source = now.replace(microsecond=0), "Staff"
	if permit.status != PENDING:  # an emergency still waits for its decision
		put(permit, RETURNED)
	with permit.as_app():
		permit.save(ignore_permissions=True)  # whoever calls the roll has no rights on leaves


def follow(permit, now: datetime) -> None:
	"""A save of a permit: somebody has said that it is overdue, before the clock did, or that the student is back."""
	if permit.reaches(OVERDUE):
		open_for([permit.name], now)
	elif permit.reaches(RETURNED, VERIFIED):
		end_search(permit, now)


def end_search(permit, now: datetime) -> None:
	"""A return that staff have seen, or that was reported where the code hangs, ends every search for the student.

	A student's word from elsewhere, or with a picture of the code, is kept in the case and ends nothing, until staff verify it.
	"""
	at_the_point = permit.return_source == "Return Point" and proves_presence(
		permit.return_point, permit.return_place
	)
	if permit.status == VERIFIED or permit.return_source == "Staff" or at_the_point:
		with in_school_language():
			place = _("Back from leave {0}").format(permit.name)
		note_return(
			permit.student, get_datetime(permit.actual_return or now), place, frappe.session.user, now
		)
	else:
		with in_school_language():
			note = _("Says to be back from leave {0}: see them, then verify").format(permit.name)
		note_word(permit.student, now, note)


def follow_search(case) -> None:
	"""`on_update` of a case: an overdue leave says since when its search is over, and no more once it begins again."""
	before = case.get_doc_before_save()
	if before and before.status == case.status and before.located_at == case.located_at:
		return
	names = frappe.get_all(PERMIT, {"student": case.student, "status": OVERDUE}, pluck="name")
	if names:
		found_at = None if case.status in SEARCHING else case.located_at
		frappe.db.set_value(PERMIT, {"name": ("in", names)}, "found_at", found_at)
		follow_rows(PERMIT, names)


def open_for(permits: Sequence[str], now: datetime) -> list[str]:
	"""Names of the cases; a student with an open case gets the finding added to it."""
	if not permits:
		return []
	rows = frappe.get_all(
		PERMIT, filters={"name": ("in", permits)}, fields=["name", "student"], order_by="name"
	)
	return open_cases([Found(row.student, "Leave Overdue", now, PERMIT, row.name) for row in rows], now)
