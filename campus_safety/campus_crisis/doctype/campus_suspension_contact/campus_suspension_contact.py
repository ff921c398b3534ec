from frappe.model.document import Document


class CampusSuspensionContact(Document):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		contact_on: DF.Date
		late_entry: DF.Check
		note: DF.SmallText | None
		parent: DF.Data
		parentfield: DF.Data
		parenttype: DF.Data
		recorded_at: DF.Datetime | None
		recorded_by: DF.Link | None
		result: DF.Literal["Reached", "Not Reached"]
		way: DF.Literal["Phone", "Video", "Visit", "Message"]
		with_whom: DF.Literal["Student", "Family"]
	# end: auto-generated types
	pass
