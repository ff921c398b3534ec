from frappe.model.document import Document


class CampusNetworkAssignment(Document):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		dormitory: DF.Link | None
		end_blocked: DF.SmallText | None
		from_date: DF.Date
		holder_name: DF.Data | None
		holder_phone: DF.Data | None
		holder_student: DF.Link | None
		holder_user: DF.Link | None
		is_covert: DF.Check
		level: DF.Literal["School", "College", "Class", "Dormitory"]
		notes: DF.SmallText | None
		position: DF.Literal["Counsellor", "Class Adviser", "Mentor", "Psych Committee Member", "Room Leader", "Hidden Safety Officer", "College Psych Station Head", "Dorm Manager", "Liaison Cadre", "College Lead"]
		status: DF.Literal["Planned", "Active", "Ended"]
		student: DF.Link | None
		to_date: DF.Date | None
		training_date: DF.Date | None
		unit: DF.Link | None
	# end: auto-generated types

	pass
