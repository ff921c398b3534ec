"""Opening the narrative of a protected record 查看: by POST, with a reason, one line in the access log each time."""

import frappe
from frappe import _
from frappe.utils import cstr

from campus_safety.access.checks import administers, opens_to_session
from campus_safety.access.rules import PROTECTED, RULES
from campus_safety.access.secrets import decrypt
from campus_safety.engines.opening import access_log
from campus_safety.engines.opening.settings import get_shortest_reason
from campus_safety.records.opened import version_of


def reveal(doctype: str, name: str, reason: str) -> dict:
	"""Plain text of every secret field: {"fields": {…}, "tables": {table: {row name: {field: text}}}}.

	Errors: PermissionError for whoever is outside the circle, Administrator included (refusals are logged too);
	ValidationError without a reason.
	"""
	doc = get_readable(doctype, name)
	validate_reason(reason)
	access_log.record(
		"Reveal",
		doctype,
		name,
		student=doc.get("student"),
		reason=reason.strip(),
		version=version_of(doctype, name),
	)
	return get_plain_fields(doc)


def record_refusal(doctype: str, name: str) -> None:
	"""An attempt from outside the circle; the student is left out, for who tried may read their own lines."""
	if doctype in PROTECTED and RULES[doctype].parent is None:
		access_log.record("Refused", doctype, cstr(name)[:140])


def get_readable(doctype: str, name: str):
	"""The protected document, if the session user belongs to its circle; nothing tells whether it exists."""
	allowed = (
		doctype in PROTECTED
		and RULES[doctype].parent is None
		and not administers(frappe.session.user)
		and frappe.db.exists(doctype, name)
	)
	doc = frappe.get_doc(doctype, name) if allowed else None
	if not doc or not opens_to_session(doc):
		frappe.throw(_("You may not open this record."), frappe.PermissionError)
	return doc


def validate_reason(reason: str | None) -> None:
	least = get_shortest_reason()
	if len((reason or "").strip()) < least:
		frappe.throw(
			_(
				"Say why you open this record (at least {0} characters). The reason is kept in the access log."
			).format(least),
			title=_("Reason needed"),
		)


def get_plain_fields(doc) -> dict:
	"""Of a document that the caller has checked and logged; what it withholds from the session user is empty."""
	plain = {"fields": {}, "tables": {}}
	for row, fieldname in doc.secret_places():
		token = None if doc.is_withheld(row, frappe.session.user) else row.get(fieldname)
		text = in_words(row.doctype, fieldname, decrypt(token) or "")
		if row is doc:
			plain["fields"][fieldname] = text
		else:
			plain["tables"].setdefault(row.parentfield, {}).setdefault(row.name, {})[fieldname] = text
	return plain


def in_words(doctype: str, fieldname: str, text: str, label: str | None = None) -> str:
	"""Opened text for people; of a field that is no prose its facts in the reader's language, or those under one label."""
	describe = RULES[doctype].worded.get(fieldname)
	if not describe or not text:
		return text
	facts = [
		(name, "、".join(_(value, context=doctype) for value in values)) for name, values in describe(text)
	]
	if label:
		return next((values for name, values in facts if name == label), "")
	return "\n".join(
		f"{_(name, context=doctype)}: {values or '-'}" if name else values for name, values in facts
	)
