from frappe.model.document import Document


class CampusIncidentType(Document):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		default_grade: DF.Literal["General", "Larger", "Major", "Extraordinary"]
		disabled: DF.Check
		first_steps: DF.SmallText | None
		opened_by: DF.Literal["", "Lost Contact", "Immediate Danger"]
		place: DF.Int
		type_name: DF.Data
	# end: auto-generated types
