"""Every opening of a protected record is a line in the access log: who, what, when; why, where text is opened."""

import frappe

from campus_safety.engines.opening import access_log


def note(doc, method: str | None, action: str) -> None:
	"""`on_opened` of a protected record, which `records.protected` raises on every road the framework has to a whole record.

	Once a request; a record without its line is not shown. Jobs and tests without a request open nothing for a reader.
	"""
	if not getattr(frappe.local, "request", None) or doc.is_new():
		return
	noted = frappe.local.flags.setdefault("campus_noted_openings", set())
	if (action, doc.doctype, doc.name) in noted:
		return
	noted.add((action, doc.doctype, doc.name))
	access_log.record(action, doc.doctype, doc.name, student=doc.get("student"))
	frappe.local.flags.commit = True  # a reading request is rolled back otherwise, and the line with it
