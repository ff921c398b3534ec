"""Every minute: a clock of a report that has run out calls until somebody stops it. Run again it changes nothing."""

from datetime import datetime

import frappe

from campus_safety.declared import ALERTS
from campus_safety.engines.alerts import events, loop
from campus_safety.engines.sets.one_by_one import one_by_one

REPORT, DEADLINE, ALERT = "Campus Abnormal Report", "Campus Report Deadline", "Campus Alert"
MISSED = next(source for source in ALERTS if source.kind == "Report Deadline Missed")


def run(now: datetime) -> dict[str, int]:
	"""{"called", "errors"} of this run. One that fails waits for the next run; the others go on."""
	counts = dict.fromkeys(("called", "errors"), 0)

	def work(row) -> None:
		counts["called"] += go_on(row, now)

	counts["errors"] = one_by_one(get_rows(now), work, "Report clock")
	return counts


def get_rows(now: datetime) -> list[frappe._dict]:
	"""Clocks that have run out and do not call yet; one query."""
	report, row, alert = frappe.qb.DocType(REPORT), frappe.qb.DocType(DEADLINE), frappe.qb.DocType(ALERT)
	return (
		frappe.qb.from_(row)
		.join(report)
		.on((report.name == row.parent) & (row.parenttype == REPORT))
		.left_join(alert)
		.on((alert.reference_row == row.name) & (alert.kind == MISSED.kind) & (alert.status != "Ended"))
		.select(row.name, row.parent)
		.where(row.done_at.isnull() & (row.not_needed == 0) & report.closed_at.isnull())
		.where((row.due <= now) & alert.name.isnull())
		.orderby(row.due)
		.run(as_dict=True)
	)


def go_on(row, now: datetime) -> int:
	report = frappe.get_doc(REPORT, row.parent, for_update=True)
	found = events.get_row(MISSED, report, row.name)
	if not found or not events.row_waits(MISSED, report, found):
		return 0  # somebody was faster
	return int(bool(loop.raise_alert(MISSED, report, now, row=found)))
