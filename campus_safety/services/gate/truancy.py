"""Truancy: a student who is missing in class without leave is looked for the same day (domain §5)."""

from datetime import datetime, timedelta

import frappe
from frappe.utils import get_datetime

from campus_safety.services.gate.settings import get_truancy_sessions
from campus_safety.services.leave.absence import prompt_when_too_much
from campus_safety.services.leave.away import get_on_leave
from campus_safety.services.presence.absence_cases import Found, open_cases

DOCTYPE = "Campus Class Absence"
STILL_NEWS = timedelta(hours=24)  # what is written down later is a record and no alarm


def follow(absence, now: datetime) -> None:
	"""After a save: open the case when enough sessions of that day are missed and no leave explains them; and ask whether too
	much of the term is missed."""
	if absence.status == "Truant" and not absence.excused:
		prompt_when_too_much(absence, get_datetime(absence.class_time), get_datetime(absence.class_time))
	if absence.absence_case or absence.excused or absence.status != "Truant":
		return
	needed = get_truancy_sessions()
	began = get_datetime(absence.class_time)
	if not needed or now - began > STILL_NEWS or count_truant(absence.student, began) < needed:
		return
	if get_on_leave(began, began, [absence.student]):
		return
	found = Found(absence.student, "Truancy", began, DOCTYPE, absence.name)
	absence.db_set("absence_case", open_cases([found], now)[0], update_modified=False)


def count_truant(student: str, moment: datetime) -> int:
	"""Sessions missed on the day of `moment`, those excused aside."""
	first = moment.replace(hour=0, minute=0, second=0, microsecond=0)
	return frappe.db.count(
		DOCTYPE,
		{
			"student": student,
			"status": "Truant",
			"excused": 0,
			"class_time": ("between", (first, first + timedelta(days=1, seconds=-1))),
		},
	)
