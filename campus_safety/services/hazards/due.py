"""Deadlines of hazards and inspections: brought to mind before they are over, calling through the alerts after it.

Run again it changes nothing: a reminder has its key, a record one open alert of a kind.
"""

from datetime import date, datetime, timedelta
from typing import NamedTuple

import frappe
from frappe import _
from frappe.utils import getdate

from campus_safety.declared import ALERTS
from campus_safety.domain.hazards.history import TO_MEND
from campus_safety.engines.alerts import loop
from campus_safety.engines.messages.telling import About, tell
from campus_safety.engines.sets.one_by_one import one_by_one
from campus_safety.services.hazards import alerts
from campus_safety.services.hazards.settings import get_remind_days

HAZARD, CAMPAIGN = "Campus Safety Hazard", "Campus Inspection Campaign"
OVERDUE = next(source for source in ALERTS if source.kind == alerts.OVERDUE)
UNFINISHED = next(source for source in ALERTS if source.kind == alerts.INSPECTION)
UNDONE = ("Planned", "Running")


def run(now: datetime) -> dict[str, int]:
	"""{"reminded", "called", "errors"} of this run. One that fails waits for the next run; the others go on."""
	counts = dict.fromkeys(("reminded", "called", "errors"), 0)

	def work(row: Due) -> None:
		counts["called" if row.deadline < now.date() else "reminded"] += go_on(row, now)

	counts["errors"] = one_by_one(get_rows(now.date()), work, "Hazard clock")
	return counts


def settle(record, now: datetime) -> None:
	"""After a save: what is mended, or has a new day, calls no more; the next run calls again where it must."""
	source, day, open_in = (
		(OVERDUE, "deadline", TO_MEND) if record.doctype == HAZARD else (UNFINISHED, "due", UNDONE)
	)
	if record.status not in open_in or getdate(record.get(day)) >= now.date():
		loop.end(source, record, now)


class Due(NamedTuple):
	doctype: str
	name: str
	deadline: date


def get_rows(today: date) -> list[Due]:
	"""Hazards and inspections whose deadline is near or over."""
	return [*_near(HAZARD, "deadline", TO_MEND, today), *_near(CAMPAIGN, "due", UNDONE, today)]


def go_on(row: Due, now: datetime) -> int:
	"""How many were told, or 1 for an alert."""
	return _call(row, now) if row.deadline < now.date() else _remind(row, now)


def _near(doctype: str, field: str, statuses: tuple[str, ...], today: date) -> list[Due]:
	last = today + timedelta(days=get_remind_days())
	rows = frappe.get_all(
		doctype,
		filters={"status": ("in", statuses), field: ("between", ["2000-01-01", last])},
		fields=["name", field],
		order_by=f"{field} asc",
		as_list=True,
	)
	return [Due(doctype, name, getdate(day)) for name, day in rows]


def _call(row: Due, now: datetime) -> int:
	record = frappe.get_doc(row.doctype, row.name, for_update=True)
	source, open_in = (OVERDUE, TO_MEND) if row.doctype == HAZARD else (UNFINISHED, UNDONE)
	if record.status not in open_in:
		return 0  # somebody was faster
	return int(bool(loop.raise_alert(source, record, now)))


def _remind(row: Due, now: datetime) -> int:
	doctype, name, deadline = row
	who = "responsible_person" if doctype == HAZARD else "inspector"

	def words() -> str:
		day = frappe.format(deadline, {"fieldtype": "Date"})
		if doctype == HAZARD:
			return _("Hazard {0} is to be mended by {1}").format(name, day)
		return _("Inspection {0} is to be finished by {1}").format(name, day)

	user = frappe.db.get_value(doctype, name, who)
	return len(tell([user], words, f"due|{name}|{deadline}", About(doctype, name), now=now))
