from frappe.model.document import Document


class CampusHazardCategory(Document):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		category_name: DF.Data
		disabled: DF.Check
		needs_photo: DF.Check
	# end: auto-generated types
