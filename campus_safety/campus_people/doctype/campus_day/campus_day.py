from frappe.model.document import Document


class CampusDay(Document):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		date: DF.Date
		day_type: DF.Literal["Teaching", "Weekend", "Holiday", "Make-up", "Winter Break", "Summer Break"]
		edited: DF.Check
		open_centre: DF.Check
		roll_mode: DF.Literal["Everyone", "Stay List", "None"]
		term: DF.Link | None
		title: DF.Data | None
		week_no: DF.Int
	# end: auto-generated types

	pass
