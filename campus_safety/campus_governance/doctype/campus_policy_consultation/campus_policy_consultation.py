from frappe.model.document import Document


class CampusPolicyConsultation(Document):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		accepted: DF.Literal["", "Yes", "In Part", "No"]
		answer: DF.SmallText | None
		consulted_on: DF.Date | None
		objection: DF.SmallText | None
		parent: DF.Data
		parentfield: DF.Data
		parenttype: DF.Data
		who: DF.Data
	# end: auto-generated types
