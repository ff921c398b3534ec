from frappe.model.document import Document


class CampusDormitory(Document):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		beds: DF.Int
		building: DF.Link | None
		disabled: DF.Check
		dormitory_name: DF.Data
		dormitory_type: DF.Literal["Campus", "Building", "Floor", "Room"]
		gender: DF.Literal["", "Male", "Female", "Mixed"]
		is_group: DF.Check
		lft: DF.Int
		old_parent: DF.Link | None
		parent_campus_dormitory: DF.Link | None
		rgt: DF.Int
	# end: auto-generated types

	pass
