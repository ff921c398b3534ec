from frappe.model.document import Document


class CampusEquipmentItem(Document):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		disabled: DF.Check
		has_expiry: DF.Check
		item_name: DF.Data
		place: DF.Int
		standard: DF.Int
	# end: auto-generated types
