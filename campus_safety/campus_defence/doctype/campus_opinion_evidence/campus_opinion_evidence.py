from frappe.model.document import Document


class CampusOpinionEvidence(Document):
	"""What was saved of it, with the fingerprint of the file."""

	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		file: DF.Attach
		fingerprint: DF.Data | None
		note: DF.Data | None
		parent: DF.Data
		parentfield: DF.Data
		parenttype: DF.Data
		saved_at: DF.Datetime | None
	# end: auto-generated types
