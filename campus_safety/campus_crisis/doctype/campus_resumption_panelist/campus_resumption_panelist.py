from frappe.model.document import Document


class CampusResumptionPanelist(Document):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		member: DF.Link
		opinion: DF.Literal["", "Return", "Not Yet"]
		opinion_at: DF.Datetime | None
		opinion_note: DF.SmallText | None
		parent: DF.Data
		parentfield: DF.Data
		parenttype: DF.Data
	# end: auto-generated types
	pass
