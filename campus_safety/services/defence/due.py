"""Every minute: patrols are put on the list, called while there is time to go, and over; visitors not seen leaving are named.

Run again it changes nothing: a patrol has its key, a record one open alert of a kind.
"""

from datetime import datetime
from typing import NamedTuple

import frappe
from frappe.utils import get_datetime

from campus_safety.access.queries import dated
from campus_safety.declared import ALERTS
from campus_safety.domain.defence import patrol
from campus_safety.engines.alerts import loop
from campus_safety.services.defence import patrols, visits
from campus_safety.services.defence.settings import get_alert_percent

UNWALKED = next(source for source in ALERTS if source.kind == "Patrol Not Made")


class Due(NamedTuple):
	what: str
	name: str


def run(now: datetime) -> dict[str, int]:
	"""{"called", "finished", "not_seen", "errors"} of this run. One that fails waits for the next; the others go on."""
	counts = dict.fromkeys(("called", "finished", "not_seen", "errors"), 0)
	try:
		patrols.plan(now)
	except Exception:  # a plan that cannot be read calls nobody off the patrols that run
		frappe.db.rollback()
		counts["errors"] += 1
		frappe.log_error(title="Patrol plan")
	frappe.db.commit()  # what is on the list stays there
	for row in get_rows(now):
		try:
			counts[row.what] += go_on(row, now)
		except Exception:  # whatever one record makes go wrong, the others go on
			frappe.db.rollback()
			counts["errors"] += 1
			frappe.log_error(title="Patrols and visitors")
		frappe.db.commit()  # what is told stays told, whatever the next one does
	return counts


def get_rows(now: datetime) -> list[Due]:
	percent = get_alert_percent()
	running = frappe.get_all(
		patrols.LOG,
		filters=dated({"status": ("in", patrols.OPEN), "starts_at": ("<", now)}),
		fields=["name", "starts_at", "ends_at", "arrived_at"],
		order_by="starts_at asc",
	)
	found = []
	for row in running:
		begins, ends = get_datetime(row.starts_at), get_datetime(row.ends_at)
		if ends <= now:
			found.append(Due("finished", row.name))
		elif not row.arrived_at and patrol.call_at(begins, ends, percent) <= now:
			found.append(Due("called", row.name))
	return found + [Due("not_seen", name) for name in visits.get_inside_at_closing(now)]


def go_on(row: Due, now: datetime) -> int:
	if row.what == "not_seen":
		return visits.mark_not_seen(row.name)
	if row.what == "finished":
		patrols.finish(row.name)
		return 1
	log = frappe.get_doc(patrols.LOG, row.name, for_update=True)
	if log.arrived_at:
		return 0  # somebody was faster
	return int(bool(loop.raise_alert(UNWALKED, log, now)))


def settle(log, now: datetime) -> None:
	"""After a save: somebody walks it, or it is said why not."""
	if log.arrived_at or (log.status == patrols.MISSED and (log.missed_reason or "").strip()):
		loop.end(UNWALKED, log, now)
