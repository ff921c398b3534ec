from frappe.model.document import Document


class CampusParentMeetingAbsence(Document):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		reason: DF.Data | None
		recorded_at: DF.Datetime | None
		student: DF.Link
		student_name: DF.Data | None
	# end: auto-generated types

	pass
