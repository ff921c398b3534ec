from frappe.model.document import Document


class CampusHostMappingField(Document):
	pass
