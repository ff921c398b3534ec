"""Who is with a student in danger, two at a time; what stands uncovered until tomorrow is shown in red (domain §12)."""

from datetime import datetime, timedelta

import frappe
from frappe import _
from frappe.utils import get_datetime

from campus_safety.domain.crisis.levels import is_watched
from campus_safety.domain.crisis.watch import Shift, find_gaps
from campus_safety.exceptions import AppendOnlyError, CrisisStepError
from campus_safety.records.content import content_of

TABLE = "supervision_shifts"
AHEAD = timedelta(hours=24)
AWAY = ("Home", "Hospital", "Suspended")  # decisions after which the student is not on campus
STAY = ("from_time", "to_time", "first_person", "second_person", "place")  # of a shift that has begun


def follow(case, now: datetime) -> None:
	"""Errors: CrisisStepError for a shift of one person or without an end; AppendOnlyError for one that has been and was changed."""
	case.watched = int(is_watched(case.crisis_level, case.diagnosis_kind or None, bool(case.danger_now)))
	before = case.get_doc_before_save()
	saved = {row.name: row for row in before.get(TABLE)} if before else {}
	for row in case.get(TABLE):
		old = saved.pop(row.name, None)
		row.recorded_at = old.recorded_at if old else now
		_validate(row)
		if old and get_datetime(old.from_time) <= now and content_of_row(row) != content_of_row(old):
			_refuse(row.idx)
	for old in saved.values():
		if get_datetime(old.from_time) <= now:
			_refuse(old.idx)


def content_of_row(row) -> list:
	return [content_of(row, field) for field in STAY]


def _refuse(number: int) -> None:
	frappe.throw(
		_("Shift {0} has begun and stays. Add a row for who really came.").format(number),
		AppendOnlyError,
		title=_("Shifts are kept"),
	)


def _validate(row) -> None:
	if row.first_person == row.second_person:
		frappe.throw(
			_("Shift {0}: two people watch together; one person alone does not.").format(row.idx),
			CrisisStepError,
		)
	if get_datetime(row.to_time) <= get_datetime(row.from_time):
		frappe.throw(_("Shift {0} ends before it begins.").format(row.idx), CrisisStepError)


def get_gaps(case, now: datetime) -> list[Shift]:
	"""Of the next day; none for a case that is not watched, or where the student is no longer on campus."""
	if not case.watched or case.status == "Closed" or case.decision in AWAY:
		return []
	shifts = [Shift(get_datetime(row.from_time), get_datetime(row.to_time)) for row in case.get(TABLE)]
	return find_gaps(shifts, now, now + AHEAD)
