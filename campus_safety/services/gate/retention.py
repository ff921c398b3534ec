"""Passages older than the school keeps them are deleted: where somebody went is not stored for ever (domain §0, minimum necessity)."""

from datetime import datetime

import frappe

from campus_safety.engines.sets.chunks import commit_chunk
from campus_safety.services.gate.events import EVENT
from campus_safety.services.gate.settings import get_retention

IMPORT = "Campus Gate Import"
CHUNK = 5000


def delete_old(now: datetime) -> int:
	"""In chunks with a commit each, so that a night with much to delete locks nothing for long. Returns how many."""
	before = now - get_retention()
	table = frappe.qb.DocType(EVENT)
	deleted = 0
	while names := _old(table, before):
		frappe.qb.from_(table).delete().where(table.name.isin(names)).run()
		deleted += len(names)
		commit_chunk()
	return deleted


def _old(table, before: datetime) -> list[str]:
	query = frappe.qb.from_(table).select(table.name).where(table.event_time < before)
	return [row[0] for row in query.orderby(table.event_time).limit(CHUNK).run()]


def delete_old_imports(now: datetime) -> int:
	"""Their previews show some of the passages. Their files have gone before (`sheet_import.retention`); no copy stays
	among the deleted documents. Returns how many.
	"""
	before = now - get_retention()
	names = frappe.get_all(
		IMPORT,
		filters={"creation": ("<", before), "status": ("not in", ("Queued", "Running"))},
		pluck="name",
		order_by="creation",
	)
	for name in names:
		frappe.delete_doc(IMPORT, name, ignore_permissions=True, delete_permanently=True)  # a job, for nobody
		commit_chunk()
	return len(names)
