from frappe.model.document import Document


class CampusCrisisAction(Document):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		action: DF.Data
		action_owner: DF.Link | None
		begun_at: DF.Datetime | None
		crisis_level: DF.Literal["", "General", "Severe", "Diagnosed"]
		done: DF.Check
		done_at: DF.Datetime | None
		done_by: DF.Link | None
		due: DF.Datetime
		evidence: DF.SmallText | None
		not_needed: DF.Check
		proof: DF.Literal[
			"", "Guardian Reached", "Parent Risk Notice", "Responsibility Transfer", "Supervision Shift"
		]
		remind_at: DF.Datetime | None
		repeat_days: DF.Int
		template: DF.Link | None
	# end: auto-generated types

	pass
