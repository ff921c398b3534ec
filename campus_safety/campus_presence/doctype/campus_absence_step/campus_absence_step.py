from frappe.model.document import Document


class CampusAbsenceStep(Document):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		action_text: DF.Data
		after_minutes: DF.Int
		on_duty: DF.Literal["", "School", "College", "Dormitory", "Security", "Centre"]
		position: DF.Link | None
		role: DF.Link | None
		to_position: DF.Literal[
			"",
			"Counsellor",
			"Class Adviser",
			"Dorm Manager",
			"College Lead",
			"Student Affairs",
			"Security Office",
			"School Leader",
		]
	# end: auto-generated types

	pass
