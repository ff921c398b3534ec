from frappe.model.document import Document


class CampusTerm(Document):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		from campus_safety.campus_people.doctype.campus_term_holiday.campus_term_holiday import CampusTermHoliday

		break_type: DF.Literal["", "Winter Break", "Summer Break"]
		break_until: DF.Date | None
		end_date: DF.Date
		holidays: DF.Table[CampusTermHoliday]
		start_date: DF.Date
		term_name: DF.Data
		weeks: DF.Int
	# end: auto-generated types

	pass
