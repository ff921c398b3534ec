from frappe.model.document import Document


class CampusEarlyWarningSignal(Document):
	pass
