from frappe.model.document import Document


class CampusFileHandoverUnit(Document):
	pass
