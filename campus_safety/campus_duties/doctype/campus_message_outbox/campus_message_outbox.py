from frappe.model.document import Document


class CampusMessageOutbox(Document):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		channel: DF.Data
		confidential: DF.Check
		error: DF.SmallText | None
		idempotency_key: DF.Data
		next_try: DF.Datetime | None
		queued_at: DF.Datetime | None
		recipient: DF.Link
		sent_at: DF.Datetime | None
		status: DF.Literal["Queued", "Sending", "Sent", "Failed", "Given Up", "Withdrawn"]
		subject: DF.Data | None
		text: DF.SmallText | None
		tries: DF.Int
		weight: DF.Literal["", "Urgent", "Personal", "Digest"]
	# end: auto-generated types

	pass
