from frappe.model.document import Document


class CampusNoticeClauseUnit(Document):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		department: DF.Data
		every: DF.Literal["", "College", "Department", "College and Department"]
		unit: DF.Link | None
	# end: auto-generated types

	pass
