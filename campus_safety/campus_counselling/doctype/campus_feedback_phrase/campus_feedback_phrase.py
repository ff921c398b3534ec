from frappe.model.document import Document


class CampusFeedbackPhrase(Document):
	"""One of the fixed phrases that the centre may send to a college; the school's own to edit."""
