from frappe.model.document import Document


class CampusEarlierClass(Document):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		unit: DF.Link
		until: DF.Date
	# end: auto-generated types

	pass
