from frappe.model.document import Document


class CampusDutyEscalation(Document):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		after_days: DF.Int
		to_position: DF.Link | None
		to_role: DF.Link | None
	# end: auto-generated types

	pass
