"""Files named in the attachment fields of a guarded record belong to that record and to no other."""

import frappe
from frappe import _

from campus_safety.access.files import KEEPER
from campus_safety.exceptions import ForeignFileError

ATTACH = ("Attach", "Attach Image")


def validate_attachments(doc, method: str | None = None) -> None:
	"""`validate` of every guarded record: no address outside, no file of another record or person.

	Errors: ForeignFileError naming the field.
	"""
	known = _addresses(doc.get_doc_before_save()) if doc.get_doc_before_save() else set()
	for row, field in _places(doc):
		url = row.get(field.fieldname)
		if url in known or _own_file(doc, url) or _claimable(doc, url):
			continue
		label = _(field.label, context=field.parent)
		frappe.throw(
			_("{0}: this file does not belong to this record. Upload it here again.").format(
				label if row is doc else _("{0}, row {1}").format(label, row.idx)
			),
			ForeignFileError,
			title=_("Not your file"),
		)


def claim_attachments(doc, method: str | None = None) -> None:
	"""`on_update`: what was uploaded before the record had a name now belongs to it, privately."""
	for row, field in _places(doc):
		url = row.get(field.fieldname)
		if _own_file(doc, url):
			continue
		name = _claimable(doc, url)
		if not name:
			continue
		file = frappe.get_doc("File", name)
		if not file.is_private:
			file.is_private = 1
			file.save(ignore_permissions=True)  # moves it; the uploader is writing the record right now
		file.db_set(
			{
				"attached_to_doctype": doc.doctype,
				"attached_to_name": doc.name,
				"attached_to_field": field.fieldname,
				"owner": KEEPER,
			},
			update_modified=False,
		)
		if file.file_url != url:  # it lay openly until now
			row.db_set(field.fieldname, file.file_url, update_modified=False)


def _places(doc):
	"""Yield (document or child row, field) for every attachment that is filled."""
	for row in (doc, *doc.get_all_children()):
		for field in row.meta.get("fields", {"fieldtype": ["in", ATTACH]}):
			if row.get(field.fieldname):
				yield row, field


def _addresses(doc) -> set[str]:
	return {row.get(field.fieldname) for row, field in _places(doc)}


def _own_file(doc, url: str) -> str | None:
	return frappe.db.get_value(
		"File", {"file_url": url, "attached_to_doctype": doc.doctype, "attached_to_name": doc.name}
	)


def _claimable(doc, url: str) -> str | None:
	"""A file of the session user's own that is not attached anywhere, or to this DocType's unsaved form."""
	for file in frappe.get_all(
		"File",
		filters={"file_url": url, "owner": frappe.session.user},
		fields=["name", "attached_to_doctype", "attached_to_name"],
	):
		loose = not file.attached_to_doctype
		if loose or (
			file.attached_to_doctype == doc.doctype
			and not frappe.db.exists(doc.doctype, file.attached_to_name)
		):
			return file.name
	return None
