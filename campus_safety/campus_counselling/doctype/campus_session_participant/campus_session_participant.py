from frappe.model.document import Document


class CampusSessionParticipant(Document):
	pass
