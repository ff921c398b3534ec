"""Every opening of a record that is protected or signed is a line in the access log: who, what, when; why, where text is opened."""

import frappe

from campus_safety.access.rules import PROTECTED
from campus_safety.engines.opening import access_log
from campus_safety.engines.opening.reveal import reveal
from campus_safety.records.opened import OPENED, version_of


def note(doc, method: str | None, action: str) -> None:
	"""`on_opened`, which `records.opened` raises on every road the framework has to a whole record.

	Once a request; a record without its line is not shown. Jobs and tests without a request open nothing for a reader.
	"""
	if not getattr(frappe.local, "request", None) or doc.is_new():
		return
	noted = frappe.local.flags.setdefault("campus_noted_openings", set())
	if (action, doc.doctype, doc.name) in noted:
		return
	noted.add((action, doc.doctype, doc.name))
	access_log.record(
		action,
		doc.doctype,
		doc.name,
		student=doc.get("student"),
		version=version_of(doc.doctype, doc.name) if action == OPENED else None,
	)
	frappe.local.flags.commit = True  # a reading request is rolled back otherwise, and the line with it


def read(doctype: str, name: str, reason: str) -> None:
	"""The session user reads the record, and of a protected one its text, as the form would show it: the demo's people do,
	before they sign. Errors: PermissionError.
	"""
	doc = frappe.get_doc(doctype, name)
	doc.check_permission("read")
	access_log.record(OPENED, doctype, name, student=doc.get("student"), version=version_of(doctype, name))
	if doctype in PROTECTED:
		reveal(doctype, name, reason)
