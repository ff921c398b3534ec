from frappe.model.document import Document


class CampusSafetyArea(Document):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		area_name: DF.Data
		disabled: DF.Check
		responsible_unit: DF.Link | None
	# end: auto-generated types
