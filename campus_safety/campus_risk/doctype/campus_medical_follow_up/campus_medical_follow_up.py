from frappe.model.document import Document


class CampusMedicalFollowUp(Document):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		done: DF.Check
		done_by: DF.Link | None
		done_on: DF.Date | None
		due: DF.Date
		kind: DF.Literal[
			"Hospital Visit",
			"Medicine Supply",
			"Insurance",
			"Benefit",
			"Subsidy",
			"Talk with the Student",
			"Talk with the Family",
		]
		outcome: DF.SmallText | None
		repeat_days: DF.Int
	# end: auto-generated types

	pass
