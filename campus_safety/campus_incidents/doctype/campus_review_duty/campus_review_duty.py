from frappe.model.document import Document


class CampusReviewDuty(Document):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		due_date: DF.Date | None
		first_done_on: DF.Date | None
		obligation: DF.Data | None
		parent: DF.Data
		parentfield: DF.Data
		parenttype: DF.Data
		responsible_user: DF.Link | None
		rule: DF.Data | None
		state: DF.Literal["Open", "Done", "Done Late", "Overdue", "Exempt"]
	# end: auto-generated types
