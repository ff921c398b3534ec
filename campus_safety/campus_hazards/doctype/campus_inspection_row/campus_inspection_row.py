from frappe.model.document import Document


class CampusInspectionRow(Document):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		answer: DF.Literal["", "Fine", "Problem", "Corrected on the Spot", "Not Applicable", "Not Inspected"]
		answered_at: DF.Datetime | None
		answered_by: DF.Link | None
		category: DF.Link | None
		correction: DF.SmallText | None
		earlier: DF.SmallText | None
		finding: DF.SmallText | None
		guide: DF.SmallText | None
		hazard: DF.Link | None
		item: DF.Link | None
		item_text: DF.Data | None
		needs_hazard: DF.Check
		needs_photo: DF.Check
		parent: DF.Data
		parentfield: DF.Data
		parenttype: DF.Data
		photo: DF.AttachImage | None
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
		unit: DF.Link | None
	# end: auto-generated types
