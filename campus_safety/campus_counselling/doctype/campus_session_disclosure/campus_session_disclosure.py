from frappe.model.document import Document


class CampusSessionDisclosure(Document):
	pass
