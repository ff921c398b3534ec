from frappe.model.document import Document


class CampusScreeningItem(Document):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		item_no: DF.Int
		item_text: DF.SmallText | None
		option_set: DF.Data
		reversed: DF.Check
		scored: DF.Check
		self_harm: DF.Check
	# end: auto-generated types

	pass
