from frappe.model.document import Document


class CampusCareCategory(Document):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		category_name: DF.Data
		enabled: DF.Check
		for_teachers: DF.Check
		is_physical: DF.Check
		position: DF.Int
	# end: auto-generated types

	pass
