from frappe.model.document import Document


class CampusSupervisionShift(Document):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		first_person: DF.Link
		from_time: DF.Datetime
		incidents: DF.SmallText | None
		place: DF.Data
		recorded_at: DF.Datetime | None
		relief: DF.Data | None
		same_sex: DF.Check
		second_person: DF.Link
		to_time: DF.Datetime
	# end: auto-generated types

	pass
