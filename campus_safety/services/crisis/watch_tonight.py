"""Who watches over whom until this time tomorrow: of the open cases of the reader's own list, their shifts and gaps."""

from datetime import datetime

import frappe
from frappe.utils import get_datetime, get_fullname

from campus_safety.domain.crisis.watch import Shift, find_gaps
from campus_safety.services.crisis.watch_shifts import AHEAD, AWAY

CASE, SHIFT = "Campus Crisis Case", "Campus Supervision Shift"


def get_watch(now: datetime) -> list[dict]:
	"""[{name, student, unit, shifts: [{from, to, people, place, now}], gaps: [{from, to}]}], cases with a gap first.

	Gaps only where somebody must be there all the time; a watch arranged beyond that is shown as it is.
	"""
	cases = frappe.get_list(
		CASE,
		filters={"status": ("!=", "Closed"), "decision": ("not in", AWAY)},
		fields=["name", "student", "unit", "watched"],
		order_by="found_at asc",
		limit_page_length=0,
	)
	shifts, names = _get_shifts(cases, now), _get_names(cases)
	watch = [
		_of_case(case, names, shifts.get(case.name, []), now)
		for case in cases
		if case.watched or case.name in shifts
	]
	return sorted(watch, key=lambda line: not line["gaps"])


def _get_shifts(cases, now: datetime) -> dict[str, list]:
	"""Of cases that the reader's own list has shown; {case: rows} in the order of time."""
	found: dict[str, list] = {}
	for row in frappe.get_all(
		SHIFT,
		filters={
			"parent": ("in", [case.name for case in cases] or [""]),
			"parenttype": CASE,
			"to_time": (">", now),
			"from_time": ("<", now + AHEAD),
		},
		fields=["parent", "from_time", "to_time", "first_person", "second_person", "place"],
		order_by="from_time asc",
	):
		found.setdefault(row.parent, []).append(row)
	return found


def _get_names(cases) -> dict[str, str]:
	students = [case.student for case in cases]
	return dict(
		frappe.get_all(
			"Campus Student",
			filters={"name": ("in", students or [""])},
			fields=["name", "student_name"],
			as_list=True,
		)
	)


def _of_case(case, names: dict[str, str], rows, now: datetime) -> dict:
	spans = [Shift(get_datetime(row.from_time), get_datetime(row.to_time)) for row in rows]
	return {
		"name": case.name,
		"student": names.get(case.student),
		"unit": case.unit,
		"shifts": [
			{
				"from": span.start,
				"to": span.end,
				"people": [get_fullname(row.first_person), get_fullname(row.second_person)],
				"place": row.place,
				"now": span.start <= now,
			}
			for row, span in zip(rows, spans, strict=True)
		],
		"gaps": [{"from": gap.start, "to": gap.end} for gap in _get_gaps(case, spans, now)],
	}


def _get_gaps(case, spans: list[Shift], now: datetime) -> list[Shift]:
	return find_gaps(spans, now, now + AHEAD) if case.watched else []
