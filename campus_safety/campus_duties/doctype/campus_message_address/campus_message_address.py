import frappe
from frappe import _
from frappe.model.document import Document


class CampusMessageAddress(Document):
	def validate(self) -> None:
		self.address = (self.address or "").strip()
		self.address_key = f"{self.user}|{self.channel}"
		self.validate_once()

	def validate_once(self) -> None:
		"""Errors: DuplicateEntryError. One address for each person and channel, or a message would go twice."""
		filters = {"address_key": self.address_key, "name": ("!=", self.name or "")}
		if frappe.db.exists(self.doctype, filters):
			frappe.throw(
				_("{0} already has an address in {1}. Change that one.").format(self.user, self.channel),
				frappe.DuplicateEntryError,
			)
