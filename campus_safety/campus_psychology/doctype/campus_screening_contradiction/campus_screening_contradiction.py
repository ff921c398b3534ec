from frappe.model.document import Document


class CampusScreeningContradiction(Document):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		apart: DF.Int
		first_item: DF.Int
		second_item: DF.Int
	# end: auto-generated types

	pass
