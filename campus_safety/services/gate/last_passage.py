"""The last word of the gates about somebody who is looked for, for whoever may open the search."""

from collections.abc import Iterable
from datetime import datetime

import frappe

from campus_safety.services.gate import clock
from campus_safety.services.gate.events import DEVICE, EVENT
from campus_safety.services.gate.night import LONGEST_SEARCH


def get_last(students: Iterable[str], now: datetime) -> dict[str, dict]:
	"""{student: at, direction, place} of the last week; devices whose clock is wrong say nothing."""
	wrong = clock.get_wrong() or [""]
	found = {student: _last_of(student, wrong, now) for student in set(students)}
	return {student: passage for student, passage in found.items() if passage}


def _last_of(student: str, wrong: list[str], now: datetime) -> dict | None:
	rows = frappe.get_all(
		EVENT,
		filters={
			"student": student,
			"event_time": ("between", (now - LONGEST_SEARCH, now)),
			"clock_wrong": 0,
			"device": ("not in", wrong),
		},
		fields=["event_time", "direction", "device"],
		order_by="event_time desc",
		limit=1,
	)
	if not rows:
		return None
	return {
		"at": str(rows[0].event_time),
		"direction": rows[0].direction,
		"place": frappe.db.get_value(DEVICE, rows[0].device, "device_name") or "",
	}
