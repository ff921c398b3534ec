"""Which fields of a record its reader would be refused now, so that the form shows them as text and nobody types for nothing.

A record with parts of several people says so itself: `get_closed_fields(user)`. What its traits close is known here. The server
refuses all the same; `tests/records/test_closed_parts.py` compares the two.
"""

import frappe

from campus_safety.records.by_author import ByAuthor
from campus_safety.records.decided import Decided


def show(doc, method: str | None = None) -> None:
	"""`onload` of every DocType of ours: the form reads it (public/js/desk/closed_parts.js)."""
	doc.set_onload("closed_fields", find(doc, frappe.session.user))


def find(doc, user: str) -> list[str]:
	"""Names of fields. Of a new record none: whoever begins it writes it."""
	if doc.is_new():
		return []
	own = doc.get_closed_fields(user) if hasattr(doc, "get_closed_fields") else []
	return sorted({*own, *_of_the_app(doc), *_decided(doc), *_of_the_author(doc, user)})


def all_fields(doc) -> list[str]:
	"""Everything that is entered."""
	return [
		field.fieldname
		for field in doc.meta.fields
		if field.fieldtype not in frappe.model.no_value_fields or field.fieldtype in frappe.model.table_fields
	]


def _of_the_app(doc) -> tuple[str, ...]:
	return getattr(doc, "app_owned", ())


def _decided(doc) -> list[str]:
	if not isinstance(doc, Decided) or doc.get("status") not in doc.final:
		return []
	return all_fields(doc) if doc.frozen is None else list(doc.frozen)


def _of_the_author(doc, user: str) -> list[str]:
	if not isinstance(doc, ByAuthor) or user in (doc.get("recorded_by"), "Administrator"):
		return []
	return [field for field in all_fields(doc) if field not in doc.open_to_others]
