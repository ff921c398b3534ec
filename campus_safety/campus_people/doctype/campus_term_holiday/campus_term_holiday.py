from frappe.model.document import Document


class CampusTermHoliday(Document):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		day_type: DF.Literal["Holiday", "Make-up"]
		from_date: DF.Date
		title: DF.Data
		to_date: DF.Date | None
	# end: auto-generated types

	pass
