from frappe.model.document import Document


class CampusAlertStep(Document):
	pass
