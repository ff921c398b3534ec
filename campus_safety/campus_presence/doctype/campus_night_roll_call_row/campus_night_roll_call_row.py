from frappe.model.document import Document


class CampusNightRollCallRow(Document):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		bed_no: DF.Data | None
		college: DF.Link | None
		confirmed: DF.Check
		dormitory: DF.Link | None
		explained_by: DF.Data | None
		explained_until: DF.Datetime | None
		left_at: DF.Datetime | None
		mark_log: DF.LongText | None
		mark_source: DF.Literal["", "Page", "Gate", "Form"]
		marked_at: DF.Datetime | None
		marked_by: DF.Link | None
		note: DF.Data | None
		return_time: DF.Datetime | None
		roll_date: DF.Date | None
		room: DF.Link | None
		seen: DF.Check
		status: DF.Literal["In", "Leave", "Late", "Missing", "Internship", "Off Campus"]
		student: DF.Link
		unit: DF.Link | None
	# end: auto-generated types

	pass
