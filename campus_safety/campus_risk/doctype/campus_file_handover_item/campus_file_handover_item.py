from frappe.model.document import Document


class CampusFileHandoverItem(Document):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		answers: DF.Link | None
		first_talk_due: DF.Date | None
		interim: DF.Link | None
		kind: DF.Literal[
			"",
			"Ledger",
			"Care Plan",
			"Crisis",
			"Suspension",
			"File",
			"Open Duty",
			"Parent Contact",
			"Medication",
			"Attention",
		]
		last_contact: DF.Date | None
		level: DF.Link | None
		moved_at: DF.Datetime | None
		next_due: DF.Date | None
		open_duties: DF.Int
		pages: DF.Int
		parent: DF.Data
		parentfield: DF.Data
		parenttype: DF.Data
		post: DF.Literal["", "Responsible Person", "Lead in Charge", "Psych Teacher", "Contact Person"]
		received: DF.Check
		reference: DF.Data | None
		rejected_reason: DF.SmallText | None
		student: DF.Link
		student_name: DF.Data | None
		student_told: DF.SmallText | None
		summary: DF.SmallText | None
		talked_on: DF.Date | None
	# end: auto-generated types
	pass
