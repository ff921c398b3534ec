from frappe.model.document import Document


class CampusAlertRecipient(Document):
	pass
