from frappe.model.document import Document


class CampusCareAction(Document):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		action: DF.Data
		action_owner: DF.Link | None
		category: DF.Link | None
		done: DF.Check
		done_by: DF.Link | None
		done_on: DF.Date | None
		due: DF.Date
		not_needed: DF.Check
		outcome: DF.SmallText | None
		parent: DF.Data
		parentfield: DF.Data
		parenttype: DF.Data
		record: DF.Data | None
		repeat_days: DF.Int
		template: DF.Link | None
	# end: auto-generated types

	pass
