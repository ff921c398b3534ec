from frappe.model.document import Document


class CampusSignature(Document):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		purpose: DF.Data
		role: DF.Link
		signed_at: DF.Datetime
		user: DF.Link
		void: DF.Check
	# end: auto-generated types

	pass
