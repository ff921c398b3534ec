from frappe.model.document import Document


class CampusScreeningOption(Document):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		option_label: DF.Data
		option_set: DF.Data
		value: DF.Int
	# end: auto-generated types

	pass
