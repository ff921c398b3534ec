from frappe.model.document import Document


class CampusFileHandoverItem(Document):
	pass
