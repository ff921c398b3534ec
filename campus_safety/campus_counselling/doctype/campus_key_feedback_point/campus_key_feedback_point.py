from frappe.model.document import Document


class CampusKeyFeedbackPoint(Document):
	pass
