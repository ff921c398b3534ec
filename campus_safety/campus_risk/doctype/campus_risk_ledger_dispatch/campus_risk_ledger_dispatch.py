from frappe.model.document import Document


class CampusRiskLedgerDispatch(Document):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		confirmed_at: DF.Datetime | None
		confirmed_by: DF.Link | None
		convenor: DF.Link | None
		counts: DF.Check
		date: DF.Date
		decision: DF.SmallText | None
		late_entry: DF.Check
		lead_took_part: DF.Check
		level_after: DF.Link | None
		level_before: DF.Link | None
		recorded_at: DF.Datetime | None
		recorded_by: DF.Link | None
		situation: DF.SmallText
		trend: DF.Literal["", "Steady", "Improved", "Worse"]
	# end: auto-generated types

	pass
