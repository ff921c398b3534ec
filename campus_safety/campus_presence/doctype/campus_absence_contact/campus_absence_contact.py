from frappe.model.document import Document


class CampusAbsenceContact(Document):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		caller: DF.Link
		contact_time: DF.Datetime
		note: DF.Data | None
		person: DF.Data | None
		result: DF.Literal["Reached", "No Answer", "Switched Off", "Wrong Number", "Refused"]
		target: DF.Literal["Student", "Roommate", "Class Cadre", "Parent", "Outside"]
	# end: auto-generated types

	pass
