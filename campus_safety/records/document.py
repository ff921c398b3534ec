"""What every document of the app whose rows differ from person to person has: saving it is no news to all who have a role."""

import frappe
from frappe.model.document import Document


class CampusDocument(Document):
	"""Base of every DocType of which one may read some rows and not others."""

	def notify_update(self) -> None:
		"""To browsers that have it open. The framework also sends its name, and who saved it, to every browser in whose list its
		kind could stand, whether the row does or not.
		"""
		if frappe.flags.in_patch:
			return
		frappe.publish_realtime(
			"doc_update",
			{"modified": self.modified, "doctype": self.doctype, "name": self.name},
			doctype=self.doctype,
			docname=self.name,
			after_commit=True,
		)
