from frappe.model.document import Document


class CampusCounsellingConcern(Document):
	"""What brings people to the centre, as a short list of the school's own: counted, never exported per person (domain §10)."""
