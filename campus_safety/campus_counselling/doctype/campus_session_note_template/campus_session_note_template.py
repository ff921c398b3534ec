from frappe.model.document import Document


class CampusSessionNoteTemplate(Document):
	"""Headings that are put into an empty session note; the school's own to edit."""
