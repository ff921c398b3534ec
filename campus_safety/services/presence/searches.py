"""How a search ends, and what is only a word of it: a person who has seen the student ends it, nothing else (domain §5).

Locks go one way: the roll call, its rows, students, cases, permits. What another request committed a moment ago is read
under lock, never from the snapshot in which this transaction began.
"""

from collections.abc import Sequence
from datetime import datetime

import frappe
from frappe import _
from frappe.utils import get_datetime, get_fullname

from campus_safety.engines.messages.telling import in_school_language
from campus_safety.engines.seal.leaves import follow_rows
from campus_safety.services.presence.absence_cases import (
	CASE,
	EVENT,
	SEARCHING,
	add_rows,
	lock_open,
	lock_students,
	to_minute,
	write,
)

MISTAKE = "Marked by Mistake"


def get_searched(students: Sequence[str]) -> list[str]:
	"""Those of them who are being searched for, as this transaction sees it."""
	if not students:
		return []
	return frappe.get_all(
		CASE,
		filters={"open_key": ("in", list(students)), "status": ("in", SEARCHING)},
		pluck="student",
		order_by="student asc",
	)


def lock_searched(students: Sequence[str]) -> dict[str, str]:
	"""{student: case} of those who are being searched for as it is now, their cases locked.

	Only for students about whom something says so: where there is no case, the lock would lie on a gap of the index.
	"""
	if not students:
		return {}
	lock_students(students)
	case = frappe.qb.DocType(CASE)
	rows = (
		frappe.qb.from_(case)
		.select(case.student, case.name)
		.where(case.open_key.isin(sorted(students)) & case.status.isin(SEARCHING))
		.orderby(case.name)
		.for_update()
		.run()
	)
	return dict(rows)


def is_only_overdue(case: str) -> bool:
	"""Was the student looked for because of a leave that nobody recorded as over, and for nothing else?"""
	sources = frappe.get_all(EVENT, {"parent": case, "kind": "Found"}, pluck="source", order_by="idx asc")
	return set(sources) == {"Leave Overdue"}


def note_return(
	student: str,
	when: datetime,
	place: str,
	user: str | None = None,
	now: datetime | None = None,
	outcome: str = "Came Back",
) -> str | None:
	"""Somebody has seen the student: in the dormitory, back from leave. The open case is Located, and whoever was told of it
	hears so. Cause and hazard are still to be answered.

	now: when somebody saw or recorded it, whenever the student came; then the search ends although it began after `when`.
	Returns the case; None where nobody was searched for, or what was seen lies before the search.
	"""
	lock_students([student])
	name = lock_open(student)
	if not name:
		return None
	case = frappe.get_doc(CASE, name, for_update=True)
	began = to_minute(get_datetime(case.detected_at))
	if case.status not in SEARCHING or began > (now or when):
		return None
	case.flags.now = now or when
	case.located_at = max(to_minute(when), began)
	case.outcome = case.outcome or outcome
	case.whereabouts = case.whereabouts or place
	case.found_by = case.found_by or (get_fullname(user or frappe.session.user))
	case.append("events", {"at": when, "kind": "Located", "user": user, "note": place[:140]})
	write(case, "Located")
	return name


def note_word(student: str, at: datetime, note: str, user: str | None = None) -> None:
	"""What somebody says, or saw before the alarm: kept in the open case, which goes on."""
	for name in lock_searched([student] if get_searched([student]) else []).values():
		row = {"at": at, "kind": "Seen", "user": user or frappe.session.user, "note": note[:140]}
		add_rows(EVENT, name, "events", [row])
		follow_rows(CASE, [name])


def take_back(student: str, roll: str, user: str, now: datetime) -> None:
	"""A tap that was a slip, within its minute: the case it opened is closed as one, before it has told anybody.

	A search that others have found a reason for, or that somebody has begun to answer, goes on and only notes it.
	"""
	name = lock_searched([student]).get(student)
	if not name:
		return
	case = frappe.get_doc(CASE, name, for_update=True)
	case.flags.now = now
	found = [row for row in case.events if row.kind == "Found"]
	by_the_tap = all(row.reference_name == roll for row in found)
	with in_school_language():
		note = _("Taken back within a minute: marked by mistake")
	case.append("events", {"at": now, "kind": "Taken Back", "user": user, "note": note})
	if by_the_tap and len(found) == 1 and not case.taken_by and not case.contact_log and not case.ladder_step:
		case.outcome, case.whereabouts = MISTAKE, note
		case.located_at = max(to_minute(now), to_minute(get_datetime(case.detected_at)))
		write(case, "Closed")
	else:
		write(case)
