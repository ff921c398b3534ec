"""Shifts 班次 of the duty roster: a night belongs to the day on which it begins."""

from datetime import date, datetime, time, timedelta
from typing import NamedTuple

from campus_safety.domain import roles as r

DAY, NIGHT = "Day", "Night"
# {who is on duty: the offices that enter it}; a college's own besides by its lead
MAY_ENTER = {
	"School": (r.SCHOOL_OFFICE, r.STUDENT_AFFAIRS, r.SAFETY_OFFICE),
	"College": (r.SCHOOL_OFFICE, r.STUDENT_AFFAIRS),
	"Dormitory": (r.STUDENT_AFFAIRS, r.SECURITY_OFFICE),
	"Security": (r.SECURITY_OFFICE,),
	"Centre": (r.PSYCH_HEAD,),
}


class Shift(NamedTuple):
	day: date
	name: str


def shift_at(now: datetime, day_from: time, night_from: time) -> Shift:
	"""Which shift runs at this moment. Before the day's begin it is still the night of the day before."""
	clock = now.time()
	if clock >= night_from:
		return Shift(now.date(), NIGHT)
	if clock >= day_from:
		return Shift(now.date(), DAY)
	return Shift(now.date() - timedelta(days=1), NIGHT)


def may_enter_college(level: str, roles) -> bool:
	"""For a college of one's own; whose it is, the caller asks."""
	return level == "College" and r.COLLEGE_LEAD in roles
