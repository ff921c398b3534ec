from frappe.model.document import Document


class CampusIncidentReport(Document):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		at: DF.Datetime | None
		by: DF.Link | None
		known: DF.SmallText | None
		not_yet_known: DF.SmallText | None
		parent: DF.Data
		parentfield: DF.Data
		parenttype: DF.Data
		stage: DF.Literal["First", "Follow-up", "Final"]
	# end: auto-generated types
