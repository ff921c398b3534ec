from frappe.model.document import Document


class CampusAbsenceEvent(Document):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		at: DF.Datetime
		kind: DF.Literal[
			"Found",
			"Step",
			"Taken",
			"Given Back",
			"Lapsed",
			"Seen",
			"Located",
			"Search Again",
			"Lost Contact",
			"Halted",
			"Goes On",
			"Asked",
			"Taken Back",
			"Called",
		]
		note: DF.SmallText | None
		reference_doctype: DF.Link | None
		reference_name: DF.Data | None
		source: DF.Literal["", "Roll Call", "Leave Overdue", "Truancy", "No Trace", "No Show", "Report"]
		step: DF.Int
		to_position: DF.Data | None
		told: DF.Int
		user: DF.Link | None
	# end: auto-generated types

	pass
