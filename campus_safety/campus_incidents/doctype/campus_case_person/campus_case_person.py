from frappe.model.document import Document


class CampusCasePerson(Document):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		appeal: DF.SmallText | None
		appeal_decision: DF.SmallText | None
		appealed_at: DF.Datetime | None
		assessed_unit: DF.Link | None
		duty: DF.SmallText | None
		finding: DF.Literal["", "Duty Fulfilled", "General Neglect", "Serious Neglect"]
		finding_reason: DF.SmallText | None
		heard_at: DF.Datetime | None
		measure: DF.Literal["", "Reminder", "Interview", "Points", "Criticism", "Referral"]
		no_statement: DF.SmallText | None
		parent: DF.Data
		parentfield: DF.Data
		parenttype: DF.Data
		person: DF.Link | None
		points: DF.Float
		statement: DF.SmallText | None
	# end: auto-generated types
