from frappe.model.document import Document


class CampusHostMappingWord(Document):
	pass
