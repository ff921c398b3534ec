from frappe.model.document import Document


class CampusOffCampusVisit(Document):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		late_entry: DF.Check
		recorded_at: DF.Datetime | None
		findings: DF.SmallText
		result: DF.Literal["In Order", "To Correct", "Unsafe"]
		visit_date: DF.Date
		visitor: DF.Link
	# end: auto-generated types

	pass
