"""What the marks of a roll call set in motion, and what it takes over from the cases of the night (domain §5)."""

from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from datetime import date, datetime

import frappe
from frappe import _
from frappe.utils import get_datetime

from campus_safety.domain.leave.away import Leave
from campus_safety.domain.presence import night as domain
from campus_safety.domain.presence.night import Marking, Standing, Status
from campus_safety.engines.messages.telling import in_school_language
from campus_safety.services.leave.away import get_leaves
from campus_safety.services.presence import absence_cases, overdue_leaves, roll_rows, searches
from campus_safety.services.presence.absence_cases import CASE, Found
from campus_safety.services.presence.expected import BACK_OUTCOMES, is_return_night
from campus_safety.services.presence.roll_rows import ROLL, ROW
from campus_safety.services.presence.settings import get_night_settings

ALL_ALONG = "In the Dormitory All Along"


@contextmanager
def at_work_on(roll: str) -> Iterator[None]:
	"""Its own cases need not bring it up to date: it is being written."""
	before = getattr(frappe.local, "campus_roll_at_work", None)
	frappe.local.campus_roll_at_work = roll
	try:
		yield
	finally:
		frappe.local.campus_roll_at_work = before


def is_at_work(roll: str) -> bool:
	return getattr(frappe.local, "campus_roll_at_work", None) == roll


def get_suspected(rows: Mapping[str, frappe._dict]) -> list[str]:
	"""Students about whom the locked row, or the snapshot, says that somebody may be looking for them."""
	missing = {student for student, row in rows.items() if row.status == Status.MISSING.value}
	return sorted(missing | set(searches.get_searched(list(rows))))


def get_away(students: Collection[str], now: datetime) -> dict[str, list[Leave]]:
	"""Leaves that explain where these students are now: whoever marks them missing hears of it."""
	return get_leaves(now, now, sorted(students)) if students else {}


def words_on_leave(leaves: Collection[Leave]) -> str:
	return _(
		"On leave until {0}. Recorded as missing; the search waits for the leave's end, and the class's staff are told."
	).format(f"{max(leave.until for leave in leaves):%m-%d %H:%M}")


def follow(
	head,
	changes: Mapping[str, tuple[Standing, Standing]],
	winners: Mapping[str, Marking],
	searched: Mapping[str, str],
	now: datetime,
) -> None:
	"""Cases of the missing; the return of those whom somebody has seen."""
	missing = [
		student
		for student, (before, after) in changes.items()
		if after.status is Status.MISSING
		and after.source
		and (before.status is not Status.MISSING or before.marked_at != after.marked_at)
	]
	if missing and now >= domain.roll_moment(head.roll_date, get_night_settings()):
		absence_cases.open_cases(
			[found(head, student, changes[student][1].marked_at) for student in missing], now
		)
	seen = {student: mark for student, mark in winners.items() if mark.seen and mark.status.is_present}
	back = {
		student: mark.marked_at
		for student, mark in sorted(seen.items())
		if _note_seen(head, student, mark, changes[student][1], searched, now)
	}
	overdue_leaves.return_seen(back, now)


def _note_seen(
	head, student: str, mark: Marking, after: Standing, searched: Mapping[str, str], now: datetime
) -> bool:
	"""Is nobody looking for them any more? Who was seen before the alarm may have gone since; but a leave that nobody recorded
	is no alarm about whoever was seen that night.
	"""
	if student not in searched:
		return True
	with in_school_language():
		place = _("Seen in {0} at the roll call").format(head.dormitory)
	outcome = ALL_ALONG if mark.all_along else "Came Back"
	when = after.return_time or mark.marked_at
	as_of = now if searches.is_only_overdue(searched[student]) else mark.marked_at
	if searches.note_return(student, when, place, mark.user, as_of, outcome):
		return True
	searches.note_word(student, mark.marked_at, place, mark.user)
	return False


def found(head, student: str, marked_at: datetime | None) -> Found:
	"""On the night on which everybody is due back at school, who is missing has not come at all."""
	moment = domain.roll_moment(head.roll_date, get_night_settings())
	source = "No Show" if is_return_night(head.roll_date) else "Roll Call"
	return Found(student, source, max(get_datetime(marked_at or moment), moment), ROLL, head.name)


def open_missing(roll: str, now: datetime) -> list[str]:
	"""Cases of the missing for whom this roll call has opened none yet: marked before the hour, or a crash in between.

	The rows are read under lock, as they are now: whoever was seen meanwhile is not looked for.
	"""
	head = frappe.db.get_value(
		ROLL, roll, ["name", "dormitory", "roll_date", "status"], as_dict=True, for_update=True
	)
	if now < domain.roll_moment(head.roll_date, get_night_settings()):
		return []
	row = frappe.qb.DocType(ROW)
	rows = (
		frappe.qb.from_(row)
		.select(row.student, row.marked_at)
		.where((row.parent == roll) & (row.status == Status.MISSING.value) & (row.confirmed == 1))
		.orderby(row.name)
		.for_update()
		.run()
	)
	known = _known(roll) if rows else set()
	with at_work_on(roll):
		return absence_cases.open_cases(
			[found(head, student, marked_at) for student, marked_at in rows if student not in known], now
		)


def _known(roll: str) -> set[str]:
	event, case = frappe.qb.DocType(absence_cases.EVENT), frappe.qb.DocType(CASE)
	query = frappe.qb.from_(event).join(case).on(case.name == event.parent).select(case.student)
	return {row[0] for row in query.where((event.kind == "Found") & (event.reference_name == roll)).run()}


def take_over_returns(roll: str, night: date, now: datetime) -> None:
	"""A search that ended with the student back in the building is the night's answer, too: late, at that time."""
	row, case, settings = frappe.qb.DocType(ROW), frappe.qb.DocType(CASE), get_night_settings()
	found_back = (
		frappe.qb.from_(row)
		.join(case)
		.on((case.student == row.student) & (case.roll_date == row.roll_date))
		.select(row.student, case.name, case.located_at, case.outcome, case.taken_by)
		.where((row.parent == roll) & ((row.confirmed == 0) | (row.status == Status.MISSING.value)))
		.where(case.status.isin(("Located", "Cleared", "Closed")) & case.outcome.isin(BACK_OUTCOMES))
		.where(
			case.located_at >= domain.roll_moment(night, settings)
		)  # who was found in the afternoon is called like all
		.orderby(row.name)
		.run(as_dict=True)
	)
	if not found_back:
		return
	rows = roll_rows.read(roll, [each.student for each in found_back], lock=True)
	closes = domain.gate_closes(night, settings)
	standings = {}
	for each in found_back:
		before = roll_rows.standing_of(rows[each.student])
		if before.status.is_explained:
			continue
		after, won = domain.apply(before, _marking_of(each, before, now), closes)
		if won:
			standings[rows[each.student].name] = after
	roll_rows.write_standings(standings)


def _marking_of(case, before: Standing, now: datetime) -> Marking:
	"""The end of the case as a mark: later than the one that began it, though the form's clock knows no seconds."""
	along = case.outcome == ALL_ALONG
	at = get_datetime(case.located_at)
	return Marking(
		Status.IN,
		None if along else at,
		"",
		max(at, before.marked_at or at),
		"Form",
		case.taken_by or "",
		f"case-{case.name}-{at:%m%d%H%M}",
		now.replace(microsecond=0),
		seen=True,
		all_along=along,
	)
