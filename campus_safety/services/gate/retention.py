"""Passages older than the school keeps them are deleted: where somebody went is not stored for ever (domain §0, minimum necessity)."""

from datetime import datetime

import frappe
from frappe.utils import add_days

from campus_safety.engines.sets.chunks import commit_chunk
from campus_safety.records import holds
from campus_safety.services.gate.events import EVENT
from campus_safety.services.gate.settings import get_retention

IMPORT = "Campus Gate Import"
CHUNK = 5000


def delete_old(now: datetime) -> int:
	"""In chunks with a commit each, so that a night with much to delete locks nothing for long. Returns how many.

	What a hold names stays until it is released.
	"""
	before, held = now - get_retention(), holds.get_open()
	table = frappe.qb.DocType(EVENT)
	deleted = 0
	while names := _old(table, before, held):
		frappe.qb.from_(table).delete().where(table.name.isin(names)).run()
		deleted += len(names)
		commit_chunk()
	return deleted


def _old(table, before: datetime, held: holds.Holds) -> list[str]:
	query = frappe.qb.from_(table).select(table.name).where(table.event_time < before)
	if held.students:
		query = query.where(table.student.notin(list(held.students)))
	if named := [name for doctype, name in held.records if doctype == EVENT]:
		query = query.where(table.name.notin(named))
	for period in held.periods:
		query = query.where(~_within(table, period))
	return [row[0] for row in query.orderby(table.event_time).limit(CHUNK).run()]


def _within(table, period: holds.Period):
	"""A hold of a period names both days (`Campus Legal Hold`)."""
	after = table.event_time >= period.first
	return after & (table.event_time < add_days(period.last, 1))


def delete_old_imports(now: datetime) -> int:
	"""Their previews show some of the passages. Their files have gone before (`sheet_import.retention`); no copy stays
	among the deleted documents. Returns how many. What a hold names stays until it is released.
	"""
	before, held = now - get_retention(), holds.get_open()
	rows = frappe.get_all(
		IMPORT,
		filters={"creation": ("<", before), "status": ("not in", ("Queued", "Running"))},
		fields=["name", "creation"],
		order_by="creation",
	)
	names = [row.name for row in rows if not holds.list_hold(row.creation.date(), IMPORT, row.name, held)]
	for name in names:
		frappe.delete_doc(IMPORT, name, ignore_permissions=True, delete_permanently=True)  # a job, for nobody
		commit_chunk()
	return len(names)
