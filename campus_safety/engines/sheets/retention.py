"""Uploaded lists are working papers: they hold plain identity numbers, so they go when the import is done with them.

What the import said about them stays: counts, columns, reasons by row. Minimum necessity, domain §0.
"""

from datetime import datetime

import frappe

from campus_safety.engines.sets.chunks import commit_chunk
from campus_safety.engines.sheets.settings import get_keep_time
from campus_safety.records import holds

AT_WORK = ("Queued", "Running")


def delete_old_files(now: datetime) -> int:
	"""Files of imports that nobody has touched for `import_keep_days` (setting, days), the marked copies too.

	Returns how many. One import at a time, each whole. What a hold names stays until it is released.
	"""
	before, held = now - get_keep_time(), holds.get_open()
	deleted = 0
	for doctype in get_import_doctypes():
		for name, created in _with_files(doctype, before):
			if not holds.list_hold(created.date(), doctype, name, held):
				deleted += _forget(doctype, name)
				commit_chunk()
	return deleted


def get_import_doctypes() -> list[str]:
	"""Every kind of import document, by what its run writes on it."""
	return frappe.get_all(
		"DocField",
		filters={"fieldname": "preview_key", "parenttype": "DocType"},
		pluck="parent",
		order_by="parent",
	)


def _with_files(doctype: str, before: datetime) -> list[tuple[str, datetime]]:
	"""(name, creation)."""
	document, file = frappe.qb.DocType(doctype), frappe.qb.DocType("File")
	query = (
		frappe.qb.from_(document)
		.join(file)
		.on((file.attached_to_doctype == doctype) & (file.attached_to_name == document.name))
		.select(document.name, document.creation)
		.distinct()
		.where((document.modified < before) & document.status.notin(AT_WORK))
	)
	return list(query.run())


def _forget(doctype: str, name: str) -> int:
	"""The files, and the refused values that were copied from them."""
	files = frappe.get_all(
		"File", filters={"attached_to_doctype": doctype, "attached_to_name": name}, pluck="name"
	)
	for file in files:
		frappe.delete_doc("File", file, ignore_permissions=True, force=True)  # a job, not a person
	issue = frappe.qb.DocType(f"{doctype} Issue")
	frappe.qb.update(issue).set(issue.value, None).where(issue.parent == name).run()
	return len(files)
