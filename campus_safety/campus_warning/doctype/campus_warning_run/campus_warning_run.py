from frappe.model.document import Document


class CampusWarningRun(Document):
	"""One night's run over every warning rule: how far it came and what it made (services.warning.run)."""
