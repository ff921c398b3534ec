from frappe.model.document import Document


class CampusEquipmentLine(Document):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		actual: DF.Int
		condition: DF.Literal["Good", "Damaged", "Missing"]
		expiry: DF.Date | None
		item: DF.Link | None
		parent: DF.Data
		parentfield: DF.Data
		parenttype: DF.Data
		standard: DF.Int
	# end: auto-generated types
