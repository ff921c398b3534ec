from frappe.model.document import Document


class CampusHostSyncIssue(Document):
	pass
