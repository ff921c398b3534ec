"""Free hours of the centre 空闲时段: what qualified people are put down for, less what is booked; what interviews may be laid into."""

from collections import defaultdict
from datetime import date, datetime, time, timedelta

import frappe

from campus_safety.domain.counselling.appointments import OPEN
from campus_safety.services.counselling import shifts
from campus_safety.services.counselling.booking import APPOINTMENT


def get_by_week(first: date, last: date) -> dict[date, float]:
	"""{monday: hours} of the weeks in which anybody qualified has a shift; weeks nobody has planned yet are left out."""
	found: dict[date, float] = defaultdict(float)
	for day, held in shifts.get_by_day(first, last).items():
		hours = sum(
			_hours(shift.planned.end - shift.planned.start)
			for shift in held
			if shift.counts and not shift.cancelled
		)
		if hours:
			found[_monday(day)] += hours
	for day, hours in _get_booked(first, last).items():
		if _monday(day) in found:
			found[_monday(day)] -= hours
	return {week: max(0.0, hours) for week, hours in sorted(found.items())}


def _get_booked(first: date, last: date) -> dict[date, float]:
	"""Times alone: whose they are is nobody's business here."""
	found: dict[date, float] = defaultdict(float)
	for starts, ends in frappe.get_all(
		APPOINTMENT,
		filters={
			"status": ("in", OPEN),
			"shift": ("is", "set"),
			"starts_at": (
				"between",
				(datetime.combine(first, time()), datetime.combine(last, time(23, 59, 59))),
			),
		},
		fields=["starts_at", "ends_at"],
		as_list=True,
	):
		found[starts.date()] += _hours(ends - starts)
	return found


def _monday(day: date) -> date:
	return day - timedelta(days=day.weekday())


def _hours(length: timedelta) -> float:
	return length.total_seconds() / 3600
