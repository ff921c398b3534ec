"""Imports whose worker was ended, or whose place in the queue was lost, go on by themselves.

A run plans the whole file anew and finds its own rows unchanged (`lifecycle`), so it does no harm where the first one still lives.
"""

from datetime import datetime

import frappe
from frappe import _

from campus_safety.engines.messages.telling import About, in_school_language, tell
from campus_safety.engines.sets.alive import SILENT_FOR
from campus_safety.engines.sets.jobs import enqueue_once
from campus_safety.engines.sheets import run
from campus_safety.engines.sheets.lifecycle import MOST_TRIES, get_key, is_stalled
from campus_safety.engines.sheets.retention import AT_WORK, get_import_doctypes

TRIES = "__campus_imports"  # whose global values count how often each was taken up


def take_up(now: datetime) -> list[str]:
	"""Names of the imports that go on. One that was ended each time fails, and whoever started it hears of it."""
	taken = []
	for doctype in get_import_doctypes():
		for row in frappe.get_all(
			doctype,
			filters={"status": ("in", AT_WORK), "heartbeat": ("<", now - SILENT_FOR)},
			fields=["name", "status", "heartbeat", "started_by"],
			order_by="name asc",
		):
			if _take_up(doctype, row, now):
				taken.append(row.name)
	return taken


def _take_up(doctype: str, row, now: datetime) -> bool:
	row.doctype = doctype
	tries = int(frappe.db.get_global(row.name, TRIES) or 0)
	if not is_stalled(row, now):
		return False
	if tries >= MOST_TRIES:
		_give_up(doctype, row, now)
		return False
	frappe.db.set_global(row.name, str(tries + 1), TRIES)
	frappe.db.set_value(doctype, row.name, {"status": "Queued", "heartbeat": now}, update_modified=False)
	enqueue_once(
		run.run,
		get_key(doctype, row.name, tries + 1),
		missed=f"import {row.name} waits for a queue",  # the next minute asks again
		doctype=doctype,
		name=row.name,
		run_as=row.started_by,
	)
	return True


def _give_up(doctype: str, row, now: datetime) -> None:
	with in_school_language():
		error = _(
			"The import was ended {0} times before it was done. Start it again: it goes on from there."
		).format(MOST_TRIES)
	frappe.db.set_value(
		doctype, row.name, {"status": "Failed", "ended_at": now, "error": error}, update_modified=False
	)
	frappe.db.set_global(row.name, None, TRIES)
	tell(
		[row.started_by],
		lambda: _("Import {0} has stopped").format(row.name),
		f"import|{row.name}|stopped|{now:%m%d%H%M}",
		About(doctype, row.name),
		now=now,
	)
