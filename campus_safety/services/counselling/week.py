"""A week of the centre without anybody's name: times, rooms, who holds them, and the initials a student has chosen."""

from datetime import date, datetime, timedelta

import frappe
from frappe import _
from frappe.utils import get_fullname

from campus_safety.domain.counselling.appointments import OPEN, Status
from campus_safety.services.counselling import shifts
from campus_safety.services.counselling.booking import APPOINTMENT

DAYS = 7
SHOWN = (*OPEN, Status.DONE.value, Status.NO_SHOW.value)


def get_week(first: date, now: datetime, user: str) -> dict:
	"""{"days": [{date, open, shifts, cells}]}. A cell of one's own leads to its record; of the others only that the time is taken."""
	last = first + timedelta(days=DAYS - 1)
	open_days = set(
		frappe.get_all(
			"Campus Day", filters={"date": ("between", (first, last)), "open_centre": 1}, pluck="date"
		)
	)
	held, cells = shifts.get_rows(first, last), _get_cells(first, last)
	readable = _get_readable(cells)
	days = [first + timedelta(days=number) for number in range(DAYS)]
	return {
		"days": [
			{
				"date": str(day),
				"open": day in open_days,
				"today": day == now.date(),
				"shifts": [_shift(row, user) for row in held if row.date == day],
				"cells": [_cell(row, readable) for row in cells if row.starts_at.date() == day],
			}
			for day in days
		]
	}


def _get_cells(first: date, last: date) -> list:
	"""Of everybody: whoever calls may see that a time is taken, and no more than that of other people's."""
	return frappe.get_all(
		APPOINTMENT,
		filters={
			"starts_at": ("between", (first, last + timedelta(days=1))),
			"status": ("in", SHOWN),
		},
		fields=["name", "counsellor", "starts_at", "ends_at", "shown_as", "status", "urgency"],
		order_by="starts_at asc",
	)


def _get_readable(cells) -> set[str]:
	names = [row.name for row in cells]
	return set(frappe.get_list(APPOINTMENT, filters={"name": ("in", names or [""])}, pluck="name", limit=0))


def _shift(row, user: str) -> dict:
	span = shifts.span_of(row)
	return {
		"name": row.name,
		"room": row.room,
		"with": get_fullname(row.counsellor),
		"mine": row.counsellor == user,
		"from": f"{span.start:%H:%M}",
		"until": f"{span.end:%H:%M}",
		"status": row.status,
		"status_text": _(row.status, context=shifts.SHIFT),
	}


def _cell(row, readable: set[str]) -> dict:
	mine = row.name in readable
	return {
		"name": row.name if mine else None,
		"from": f"{row.starts_at:%H:%M}",
		"until": f"{row.ends_at:%H:%M}",
		"with": get_fullname(row.counsellor),
		"initials": (row.shown_as or "·") if mine else "·",
		"status": row.status if mine else None,
		"status_text": _(row.status, context=APPOINTMENT) if mine else None,
		"urgent": bool(mine and row.urgency == "Urgent"),
	}
