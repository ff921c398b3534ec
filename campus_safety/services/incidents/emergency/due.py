"""Every minute: a clock of an incident that has run out calls until somebody stops it. Run again it changes nothing."""

from datetime import datetime

import frappe

from campus_safety.declared import ALERTS
from campus_safety.engines.alerts import events, loop
from campus_safety.services.incidents.emergency.opening import INCIDENT

ROW, ALERT = "Campus Incident Notification", "Campus Alert"
MISSED = next(source for source in ALERTS if source.kind == "Incident Clock Missed")


def run(now: datetime) -> dict[str, int]:
	"""{"called", "errors"} of this run. One that fails waits for the next run; the others go on."""
	counts = dict.fromkeys(("called", "errors"), 0)
	for row in get_rows(now):
		try:
			counts["called"] += go_on(row, now)
		except Exception:  # whatever one incident makes go wrong, the others call
			frappe.db.rollback()
			counts["errors"] += 1
			frappe.log_error(title="Incident clock")
		frappe.db.commit()  # what is told stays told, whatever the next one does
	return counts


def get_rows(now: datetime) -> list[frappe._dict]:
	"""Clocks that have run out and do not call yet; one query."""
	row, alert = frappe.qb.DocType(ROW), frappe.qb.DocType(ALERT)
	return (
		frappe.qb.from_(row)
		.left_join(alert)
		.on((alert.reference_row == row.name) & (alert.kind == MISSED.kind) & (alert.status != "Ended"))
		.select(row.name, row.parent)
		.where((row.parenttype == INCIDENT) & row.done_at.isnull() & (row.not_needed == 0))
		.where((row.due <= now) & alert.name.isnull())
		.orderby(row.due)
		.run(as_dict=True)
	)


def go_on(row, now: datetime) -> int:
	incident = frappe.get_doc(INCIDENT, row.parent, for_update=True)
	found = events.get_row(MISSED, incident, row.name)
	if not found or not events.row_waits(MISSED, incident, found):
		return 0  # somebody was faster
	return int(bool(loop.raise_alert(MISSED, incident, now, row=found)))
