"""Visits older than the school keeps them are deleted: who came to see whom is not stored for ever."""

from datetime import datetime, timedelta

import frappe

from campus_safety.access.queries import dated
from campus_safety.engines.sets.chunks import commit_chunk
from campus_safety.records import holds
from campus_safety.services.defence.settings import get_keep_days
from campus_safety.services.defence.visits import VISIT

CHUNK = 1000
OVER = ("Left", "Refused", "Expected", "Confirmed")


def delete_old(now: datetime) -> int:
	"""In chunks with a commit each. Returns how many. Nothing while any hold is open; who is inside stays."""
	if holds.get_open():
		return 0
	before, deleted = now - timedelta(days=get_keep_days()), 0
	while names := _old(before):
		frappe.db.delete(VISIT, {"name": ("in", names)})
		deleted += len(names)
		commit_chunk()
	return deleted


def _old(before: datetime) -> list[str]:
	return frappe.get_all(
		VISIT,
		filters=dated({"occurred_on": ("<", before), "status": ("in", OVER)}),
		pluck="name",
		limit=CHUNK,
	)
