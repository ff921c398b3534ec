from frappe.model.document import Document


class CampusHazardEvent(Document):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		at: DF.Datetime | None
		kind: DF.Literal[
			"Registered",
			"Named",
			"Assigned",
			"Deadline",
			"Graded",
			"Begun",
			"Wrote",
			"Rectified",
			"Returned",
			"Accepted",
			"Mistaken",
		]
		note: DF.SmallText | None
		parent: DF.Data
		parentfield: DF.Data
		parenttype: DF.Data
		person: DF.Link | None
		photo: DF.AttachImage | None
		photo_hash: DF.Data | None
		user: DF.Link | None
	# end: auto-generated types
