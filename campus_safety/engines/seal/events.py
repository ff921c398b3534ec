"""Document events of what is evidence: a save, a deletion, another record's rename."""

import frappe

from campus_safety.declared import EVIDENCE
from campus_safety.engines.seal.leaves import follow_rows


def note_save(doc, method: str | None = None) -> None:
	"""`on_update`: the save has just written the record and all its rows; a `db_set` only one field of it."""
	doc.flags.campus_seal_saved = True


def follow(doc, method: str | None = None) -> None:
	"""`on_change`, after everything else that a save sets in motion within the record, and after `db_set`."""
	follow_rows(doc.doctype, [doc.name], lock=not doc.flags.pop("campus_seal_saved", False))


def follow_deleted(doc, method: str | None = None) -> None:
	follow_rows(doc.doctype, [doc.name])


def follow_renamed(doc, method: str | None, old: str, new: str, merge: bool = False) -> None:
	"""`after_rename` of any document: the framework writes the new name into every record that links to it."""
	if doc.doctype in EVIDENCE:
		follow_rows(doc.doctype, [old, new])
	for doctype in EVIDENCE:
		follow_rows(doctype, _naming(doctype, doc.doctype, new))


def _naming(doctype: str, linked: str, name: str) -> set[str]:
	"""Records of `doctype` that name this document, themselves or in a row."""
	meta = frappe.get_meta(doctype)
	found = set(frappe.get_all(doctype, {"owner": name}, pluck="name")) if linked == "User" else set()
	for field in _link_fields(meta, linked):
		found.update(frappe.get_all(doctype, {field: name}, pluck="name"))
	for table in meta.get_table_fields():
		for field in _link_fields(frappe.get_meta(table.options), linked):
			rows = frappe.get_all(table.options, {field: name, "parenttype": doctype}, pluck="parent")
			found.update(rows)
	return found


def _link_fields(meta, linked: str) -> list[str]:
	"""Dynamic links are asked in any case: the name alone tells."""
	return [
		field.fieldname
		for field in meta.fields
		if not field.get("is_virtual")
		and ((field.fieldtype == "Link" and field.options == linked) or field.fieldtype == "Dynamic Link")
	]
