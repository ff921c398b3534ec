from frappe.model.document import Document


class CampusReviewAction(Document):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		action: DF.SmallText
		clause_task: DF.Link | None
		due: DF.Date
		parent: DF.Data
		parentfield: DF.Data
		parenttype: DF.Data
		prove_in_drill: DF.Check
		proved_in: DF.Data | None
		responsible_unit: DF.Link
	# end: auto-generated types
