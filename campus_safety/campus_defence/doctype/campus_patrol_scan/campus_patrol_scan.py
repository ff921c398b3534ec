from frappe.model.document import Document


class CampusPatrolScan(Document):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		answer: DF.Data | None
		answered_wrong: DF.Check
		at: DF.Datetime | None
		parent: DF.Data
		parentfield: DF.Data
		parenttype: DF.Data
		point: DF.Link | None
		question: DF.Data | None
		request_key: DF.Data | None
		sent_at: DF.Datetime | None
		sent_later: DF.Check
		too_fast: DF.Check
		user: DF.Link | None
	# end: auto-generated types
