from frappe.model.document import Document


class CampusPostventionPerson(Document):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		answer: DF.Literal["", "Accepted", "Later", "Declined"]
		held_at: DF.Datetime | None
		needs_more: DF.Check
		note: DF.SmallText | None
		offered_at: DF.Datetime | None
		parent: DF.Data
		parentfield: DF.Data
		parenttype: DF.Data
		person: DF.Data | None
		nearness: DF.Literal["Roommate", "Helper", "Classmate", "Friend", "Family", "Staff", "Whole Class"]
		student: DF.Link | None
		talker: DF.Link | None
	# end: auto-generated types
	pass
