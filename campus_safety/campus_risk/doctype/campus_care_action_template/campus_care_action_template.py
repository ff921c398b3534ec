from frappe.model.document import Document


class CampusCareActionTemplate(Document):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		action: DF.Data
		category: DF.Link
		due_days: DF.Int
		enabled: DF.Check
		how_to: DF.SmallText | None
		owner_kind: DF.Literal["Responsible Person", "Lead in Charge"]
		place: DF.Int
		record: DF.Literal["", "Campus Heart Talk", "Campus Home Visit", "Campus Parent Contact"]
		repeat_days: DF.Int
	# end: auto-generated types

	pass
