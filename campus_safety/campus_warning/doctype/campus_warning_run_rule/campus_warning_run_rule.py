from frappe.model.document import Document


class CampusWarningRunRule(Document):
	pass
