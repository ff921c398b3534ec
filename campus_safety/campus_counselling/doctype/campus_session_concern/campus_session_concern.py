from frappe.model.document import Document


class CampusSessionConcern(Document):
	pass
