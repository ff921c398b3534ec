from frappe.model.document import Document


class CampusAlertEvent(Document):
	pass
