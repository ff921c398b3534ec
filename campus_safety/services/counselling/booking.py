"""Which times are free, and taking one: two students who want the same at the same moment queue, and one of them hears it is gone.

Whoever books locks the shift, then the one place where all bookings queue, then looks and writes: nobody shortens the shift
meanwhile, and no two wait for each other, neither for rows nor for the gaps between them.
"""

from collections import defaultdict
from datetime import datetime, timedelta

import frappe
from frappe import _
from frappe.utils import get_fullname

from campus_safety.domain.counselling.appointments import OPEN
from campus_safety.domain.counselling.hours import Span
from campus_safety.domain.counselling.slots import Slot, free, slots_of
from campus_safety.exceptions import SlotTakenError
from campus_safety.services.counselling import shifts
from campus_safety.services.counselling.settings import get_days_ahead, get_slot_rules

APPOINTMENT = "Campus Counselling Appointment"
OFFERED = (shifts.PLANNED, shifts.OPEN)


def get_free(now: datetime) -> list[dict]:
	"""What is offered now, the earliest first: {"shift", "starts_at", "until", "room", "with", "short"}; nobody's appointment shows in it."""
	rows = [
		row
		for row in shifts.get_rows(now.date(), now.date() + timedelta(days=get_days_ahead()))
		if row.status in OFFERED
	]
	taken, found = _get_taken({row.counsellor for row in rows}, now), []
	for row in rows:
		for slot in _free_of(row, taken[row.counsellor], now):
			found.append(
				{
					"shift": row.name,
					"starts_at": slot.span.start.strftime("%Y-%m-%d %H:%M"),
					"until": slot.span.end.strftime("%H:%M"),
					"room": row.room,
					"with": get_fullname(row.counsellor),
					"short": slot.short,
				}
			)
	return sorted(found, key=lambda each: (each["starts_at"], each["with"]))


def _free_of(row, taken: list[Span], now: datetime) -> list[Slot]:
	return free(slots_of(shifts.span_of(row), get_slot_rules()), taken, now, get_days_ahead())


def _get_taken(counsellors, now: datetime) -> dict[str, list[Span]]:
	"""{counsellor: times in which they have somebody}."""
	found = defaultdict(list)
	for row in frappe.get_all(
		APPOINTMENT,
		filters={
			"counsellor": ("in", list(counsellors) or [""]),
			"status": ("in", OPEN),
			"ends_at": (">", now),
		},
		fields=["counsellor", "starts_at", "ends_at"],
	):
		found[row.counsellor].append(Span(row.starts_at, row.ends_at))
	return found


def queue_up(shift: str = "") -> None:
	"""From here to the end of the transaction nobody else books, and what is read locked is what is so. Always in this order."""
	if shift and frappe.db.exists(shifts.SHIFT, shift):
		frappe.db.get_value(shifts.SHIFT, shift, "name", for_update=True)
	frappe.db.get_value("DocType", APPOINTMENT, "name", for_update=True)


def claim(shift: str, starts_at: datetime, now: datetime) -> dict:
	"""Values of an appointment in this slot, queueing for it.

	Errors: SlotTakenError for what is not offered, or no longer.
	"""
	queue_up(shift)
	exists = frappe.db.exists(shifts.SHIFT, shift)
	row = exists and frappe.db.get_value(shifts.SHIFT, shift, shifts.FIELDS, as_dict=True, for_update=True)
	if not row or row.status not in OFFERED:
		_refuse()
	starts_at = starts_at.replace(second=0, microsecond=0)
	offered = _free_of(row, lock_times(row.counsellor, shifts.span_of(row)), now)
	slot = next((slot for slot in offered if slot.span.start == starts_at), None)
	if not slot:
		_refuse()
	return {
		"shift": row.name,
		"counsellor": row.counsellor,
		"starts_at": slot.span.start,
		"ends_at": slot.span.end,
		"same_day": int(slot.short),
		"unassigned": 0,
	}


def lock_times(counsellor: str, span: Span, but: str = "") -> list[Span]:
	"""Times of this counsellor that are taken within the span, as others have committed them, locked until the transaction ends."""
	table = frappe.qb.DocType(APPOINTMENT)
	rows = (
		frappe.qb.from_(table)
		.select(table.starts_at, table.ends_at)
		.where((table.counsellor == counsellor) & table.status.isin(OPEN) & (table.name != but))
		.where((table.starts_at < span.end) & (table.ends_at > span.start))
		.for_update()
		.run()
	)
	return [Span(*row) for row in rows]


def lock_open(**whose) -> list[str]:
	"""Open appointments with these values, as others have committed them, locked: in the order in which they begin."""
	table = frappe.qb.DocType(APPOINTMENT)
	query = frappe.qb.from_(table).select(table.name).where(table.status.isin(OPEN))
	for field, value in whose.items():
		query = query.where(table[field] == value)
	return [row[0] for row in query.orderby(table.starts_at).for_update().run()]


def _refuse() -> None:
	frappe.throw(
		_("This time has just been taken, or is not offered any more. Choose another one."),
		SlotTakenError,
		title=_("Choose another time"),
	)


def get_whole_slot() -> timedelta:
	return timedelta(minutes=get_slot_rules().minutes)
