from frappe.model.document import Document


class CampusRiskLedgerDispatch(Document):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		convenor: DF.Link | None
		date: DF.Date
		decision: DF.SmallText | None
		late_entry: DF.Check
		level_after: DF.Link | None
		level_before: DF.Link | None
		recorded_at: DF.Datetime | None
		situation: DF.SmallText
		trend: DF.Literal["", "Steady", "Improved", "Worse"]
	# end: auto-generated types

	pass
