from frappe.model.document import Document


class CampusMentorListDuty(Document):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		evidence: DF.Data | None
		frequency: DF.Literal["Weekly", "Monthly", "Each Term", "Each Year", "As Needed"]
		item: DF.Data
	# end: auto-generated types

	pass
