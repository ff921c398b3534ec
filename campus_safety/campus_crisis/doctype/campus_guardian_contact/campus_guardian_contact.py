from frappe.model.document import Document


class CampusGuardianContact(Document):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		called_by: DF.Link | None
		note: DF.SmallText | None
		number: DF.Data | None
		person: DF.Data | None
		recorded_at: DF.Datetime | None
		result: DF.Literal["Reached", "No Answer", "Wrong Number", "Refused", "Sent"]
		rung: DF.Literal["Guardian", "Other Relative", "Police or Village Committee", "Courier"]
	# end: auto-generated types

	pass
