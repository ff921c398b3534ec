from frappe.model.document import Document


class CampusWarningRuleSignal(Document):
	pass
