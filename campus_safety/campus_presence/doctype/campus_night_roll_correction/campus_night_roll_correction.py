from frappe.model.document import Document


class CampusNightRollCorrection(Document):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		corrected_at: DF.Datetime
		reason: DF.Data
		status_after: DF.Literal["In", "Leave", "Late", "Missing", "Internship", "Off Campus"]
		status_before: DF.Literal["In", "Leave", "Late", "Missing", "Internship", "Off Campus"]
		student: DF.Link
		user: DF.Link
	# end: auto-generated types

	pass
