from frappe.model.document import Document


class CampusRiskLedgerMeasure(Document):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		done: DF.Check
		done_on: DF.Date | None
		due: DF.Date | None
		measure: DF.SmallText
		measure_owner: DF.Link | None
		result: DF.SmallText | None
		type: DF.Literal["Support", "Counselling", "Funding", "Medical", "Family"]
	# end: auto-generated types

	pass
