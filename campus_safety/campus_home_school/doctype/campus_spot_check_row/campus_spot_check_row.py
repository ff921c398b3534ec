from frappe.model.document import Document


class CampusSpotCheckRow(Document):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		checked_at: DF.Datetime | None
		checked_by: DF.Link | None
		happened_on: DF.Date | None
		note: DF.SmallText | None
		outcome: DF.Literal["", "As Recorded", "Not True", "Not Reached"]
		parent: DF.Data
		parentfield: DF.Data
		parenttype: DF.Data
		reference_doctype: DF.Link | None
		reference_name: DF.DynamicLink | None
		student: DF.Link | None
		written_by: DF.Link | None
	# end: auto-generated types
