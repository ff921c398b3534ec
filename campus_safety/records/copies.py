"""What the framework copies of a record when it changes or goes: that a text was changed, by whom and when, not the text.

Versions and deleted documents outlive the record's own rules, its retention and its deletion; a narrative has one place.
"""

import json

import frappe
from frappe.core.doctype.deleted_document.deleted_document import DeletedDocument

from campus_safety.access.rules import RULES
from campus_safety.access.secrets import fingerprint, is_encrypted
from campus_safety.domain.visibility import Level

NARRATIVE = frozenset(
	("Small Text", "Text", "Long Text", "Text Editor", "HTML Editor", "Markdown Editor", "Code")
)


def strike_version(doc, method: str | None = None) -> None:
	"""`Version.before_insert`: of L2 and above, a narrative by its length and fingerprint."""
	if not _is_personal(doc.ref_doctype) or not doc.data:
		return
	changes, meta = json.loads(doc.data), frappe.get_meta(doc.ref_doctype)
	changes["changed"] = _struck_changes(meta, changes.get("changed"))
	for rows in ("added", "removed"):
		changes[rows] = [
			[table, _struck_row(_row_meta(meta, table), row)] for table, row in changes.get(rows) or []
		]
	changes["row_changed"] = [
		[table, number, name, _struck_changes(_row_meta(meta, table), changed)]
		for table, number, name, changed in changes.get("row_changed") or []
	]
	doc.data = frappe.as_json(changes, indent=None, separators=(",", ":"))


class StruckDeletedDocument(DeletedDocument):
	"""A deleted record of L2 and above, without its narrative: what is deleted is gone."""

	def db_insert(self, *args, **kwargs) -> None:
		if _is_personal(self.deleted_doctype) and self.data:
			meta = frappe.get_meta(self.deleted_doctype)
			data = _struck_row(meta, json.loads(self.data))
			for table in meta.get_table_fields():
				rows, of_row = data.get(table.fieldname) or [], frappe.get_meta(table.options)
				data[table.fieldname] = [_struck_row(of_row, row) for row in rows]
			self.data = frappe.as_json(data)
		super().db_insert(*args, **kwargs)


def _is_personal(doctype: str | None) -> bool:
	rule = RULES.get(doctype)
	return bool(rule) and rule.level is not Level.L1


def _row_meta(meta, table: str):
	field = meta.get_field(table)
	return frappe.get_meta(field.options) if field else meta


def _struck_changes(meta, changes: list | None) -> list:
	return [
		[field, *(outline(value) if _is_narrative(meta, field) else value for value in values)]
		for field, *values in changes or []
	]


def _struck_row(meta, row: dict) -> dict:
	return {field: outline(value) if _is_narrative(meta, field) else value for field, value in row.items()}


def _is_narrative(meta, fieldname: str) -> bool:
	field = meta.get_field(fieldname)
	return bool(field) and field.fieldtype in NARRATIVE


def outline(value):
	"""(35 · 4f2a91c07b12), characters and fingerprint: the same for the same text, so that a change shows; a guess cannot be tried without the key."""
	if not isinstance(value, str) or not value or is_encrypted(value):
		return value
	return f"({len(value)} · {fingerprint(value)})"
