"""Every minute: alerts that nobody has taken climb, taken ones of which nothing more is heard go on.

The rows are claimed by locking them; run again, it changes nothing.
"""

from datetime import datetime

import frappe

from campus_safety.access.queries import dated
from campus_safety.domain.alerts.source import AlertSource
from campus_safety.engines.alerts import events, kinds, loop, told
from campus_safety.engines.alerts.loop import ALERT, OPEN, TAKEN

AT_ONCE = 100


def run(now: datetime) -> dict[str, int]:
	"""{"alerts", "told", "ended", "errors"} of this run. One that fails waits for the next run; the others climb."""
	counts = dict.fromkeys(("alerts", "told", "ended", "errors"), 0)
	for name in get_due(now):
		try:
			go_on(name, now, counts)
		except Exception:  # whatever one alert makes go wrong, the others climb
			frappe.db.rollback()
			counts["errors"] += 1
			frappe.log_error(title="Alert watch")
		frappe.db.commit()  # what is told stays told, whatever the next one does
	return counts


def get_due(now: datetime) -> list[str]:
	return frappe.get_all(
		ALERT,
		filters=dated({"status": ("in", (OPEN, TAKEN)), "next_step_at": ("<=", now)}),
		pluck="name",
		order_by="next_step_at asc",
		limit=AT_ONCE,
	)


def go_on(name: str, now: datetime, counts: dict) -> None:
	alert = frappe.get_doc(ALERT, name, for_update=True)
	if alert.status not in (OPEN, TAKEN) or not alert.next_step_at or alert.next_step_at > now:
		return  # somebody was faster
	counts["alerts"] += 1
	source = told.get_source(alert)
	if not _still_waits(source, alert):
		counts["ended"] += 1
		return
	kind = kinds.get_kind(alert.kind)
	if not kind:  # switched off meanwhile: it stays with whoever was told
		with alert.as_app():
			alert.next_step_at = None
			alert.save(ignore_permissions=True)  # a job runs without a person
		return
	if alert.status == TAKEN:
		counts["told"] += loop.let_lapse(alert, kind, now)
		return
	with alert.as_app():
		counts["told"] += loop.climb_one(alert, kind, now)


def _still_waits(source: AlertSource, alert) -> bool:
	"""What was settled past the record's own save ends here."""
	doctype, name = alert.reference_doctype, alert.reference_name
	is_there = frappe.db.exists(doctype, name)
	record = frappe.get_doc(doctype, name) if is_there else frappe._dict(doctype=doctype, name=name)
	row = frappe._dict(name=alert.reference_row) if source.rows else None
	if is_there and source.rows:
		found = events.get_row(source, record, row.name)
		if found and events.row_waits(source, record, found):
			return True
	elif is_there and (not source.waits or events.waits_for_somebody(source, record)):
		return True
	loop.end(source, record, alert.next_step_at, row)
	return False
