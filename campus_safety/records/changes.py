"""Whether a field of a document differs from what is stored."""

from frappe.model.document import Document


def has_changed(doc: Document, fieldname: str) -> bool:
	"""As the framework's; but v15 reads an emptied date as today, and so sees no change where today was stored."""
	before = doc.get_doc_before_save()
	if before and bool(before.get(fieldname)) != bool(doc.get(fieldname)):
		return True
	return doc.has_value_changed(fieldname)
