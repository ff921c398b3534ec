from frappe.model.document import Document


class CampusInspectionItem(Document):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		category: DF.Link | None
		enabled: DF.Check
		for_units: DF.Literal["Every Unit", "Colleges", "Departments"]
		guide: DF.SmallText | None
		item: DF.Data
		needs_hazard: DF.Check
		needs_photo: DF.Check
		place: DF.Int
		topic: DF.Literal[
			"Systems and Duties",
			"Three Defences",
			"Surroundings",
			"Gathering Venues",
			"Work Relations",
			"Teachers and Students",
			"Classmates and Roommates",
			"Family Relations",
			"Study and Employment",
			"Relationships",
			"Psychology",
			"Special Hardship",
		]
	# end: auto-generated types
