"""The eight hours of a day 每日开放8小时: watched while the day goes on, called the same day, counted afterwards."""

from datetime import date, datetime, time, timedelta

import frappe

from campus_safety.domain.counselling.hours import Hours, judge
from campus_safety.engines.alerts import loop, told
from campus_safety.services.counselling import shifts

DAY, KIND = "Campus Day", "Centre Open Less Than Eight Hours"


def is_to_be_open(day: date) -> bool:
	"""The calendar says so; a day of no term owes nothing."""
	return bool(frappe.db.get_value(DAY, {"date": day}, "open_centre"))


def watch(now: datetime) -> str | None:
	"""Call as soon as today can no longer come to eight hours; take it back when it can again. The alert's name, if one is called."""
	if not is_to_be_open(now.date()):
		return None
	source = told.source_of(KIND, DAY)
	day = frappe.get_doc(DAY, {"date": now.date()})
	if judge(shifts.get_by_day(now.date(), now.date())[now.date()], now).falls_short:
		return loop.raise_alert(source, day, now)
	loop.end(source, day, now)
	return None


def get_days(first: date, last: date, now: datetime) -> list[tuple[date, bool, Hours]]:
	"""(day, whether the centre was to be open, its hours) of every day up to today on which it was, or was to be."""
	last = min(last, now.date())
	owed = {
		row.date: bool(row.open_centre)
		for row in frappe.get_all(
			DAY, filters={"date": ("between", (first, last))}, fields=["date", "open_centre"]
		)
	}
	held, found, day = shifts.get_by_day(first, last), [], first
	while day <= last:
		midnight = datetime.combine(day + timedelta(days=1), time())
		hours = judge(held[day], min(now, midnight))
		if owed.get(day) or hours.planned or hours.open:
			found.append((day, owed.get(day, False), hours))
		day += timedelta(days=1)
	return found
