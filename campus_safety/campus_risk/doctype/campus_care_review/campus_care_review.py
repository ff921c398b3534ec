from frappe.model.document import Document


class CampusCareReview(Document):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		effect: DF.Literal["", "Better", "Same", "Worse"]
		late_entry: DF.Check
		note: DF.SmallText
		parent: DF.Data
		parentfield: DF.Data
		parenttype: DF.Data
		recorded_at: DF.Datetime | None
		review_date: DF.Date
		reviewed_by: DF.Link | None
	# end: auto-generated types

	pass
