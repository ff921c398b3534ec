"""What begins by itself at the hour that the administrator has chosen, and what waits for them."""

from datetime import datetime, time

import frappe
from frappe import _

from campus_safety.engines.messages.telling import About, tell
from campus_safety.engines.sheets.settings import get_keep_time
from campus_safety.records import holds
from campus_safety.services.people.host_sync import run
from campus_safety.services.people.host_sync.mapping import MAPPING

DAILY, WEEKLY = "Daily", "Weekly"
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


def get_due(now: datetime) -> list:
	"""Mappings whose hour has come today and that have not been read since."""
	midnight, due = datetime.combine(now.date(), time()), []
	for source in frappe.get_all(
		MAPPING,
		filters={"schedule": ("in", (DAILY, WEEKLY)), "at_hour": ("<=", now.hour), "run_as": ("is", "set")},
		fields=["name", "schedule", "weekday", "run_as"],
		order_by="name",
	):
		if source.schedule == WEEKLY and source.weekday != WEEKDAYS[now.weekday()]:
			continue
		if not frappe.db.exists(
			run.SYNC, {"mapping": source.name, "started_at": (">=", midnight), "by_schedule": 1}
		):
			due.append(source)
	return due


def forget_old(now: datetime) -> int:
	"""Syncs that ended longer ago than the files of imports are kept (`import_keep_days`). Returns how many."""
	before, held, deleted = now - get_keep_time(), holds.get_open(), 0
	filters = {"ended_at": ("<", before), "status": ("in", (run.COMPLETED, run.FAILED))}
	for name, created in frappe.get_all(run.SYNC, filters=filters, fields=["name", "creation"], as_list=True):
		if not holds.list_hold(created.date(), run.SYNC, name, held):
			frappe.delete_doc(run.SYNC, name, ignore_permissions=True, force=True)  # a job, not a person
			deleted += 1
	return deleted


def tell_waiting(now: datetime) -> list[str]:
	"""Whoever chose the schedule hears once of a sync that failed or waits for a person."""
	told = []
	for row in frappe.get_all(
		run.SYNC,
		filters={"by_schedule": 1, "status": ("in", (run.PREVIEWED, run.FAILED)), "told_person": 0},
		fields=["name", "started_by"],
		order_by="name",
	):
		tell(
			[row.started_by],
			lambda row=row: _("Reading from the host: {0} waits for you").format(row.name),
			f"host|{row.name}",
			About(run.SYNC, row.name),
			now=now,
		)
		frappe.db.set_value(run.SYNC, row.name, "told_person", 1, update_modified=False)
		told.append(row.name)
	return told
