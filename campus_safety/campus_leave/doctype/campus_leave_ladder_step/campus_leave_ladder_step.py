from frappe.model.document import Document


class CampusLeaveLadderStep(Document):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		role: DF.Literal[
			"Campus Counsellor",
			"Campus Class Adviser",
			"Campus College Lead",
			"Campus Student Affairs",
			"Campus School Leader",
		]
		up_to_days: DF.Float
	# end: auto-generated types

	pass
