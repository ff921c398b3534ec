from frappe.model.document import Document


class CampusStudentImportColumn(Document):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		column_no: DF.Int
		header: DF.Data | None
		sample: DF.Data | None
		target: DF.Literal[
			"Ignore",
			"Student No",
			"Student Name",
			"Gender",
			"ID Number",
			"ID Type",
			"Birth Date",
			"College",
			"Class",
			"Grade",
			"Building",
			"Room",
			"Bed No",
			"Mobile",
			"Residence Type",
			"Status",
			"Home Address",
			"Admission Date",
			"Guardian Name",
			"Guardian Mobile",
			"Relation to Student",
			"Second Guardian Name",
			"Second Guardian Mobile",
			"Second Guardian Relation",
			"Card No",
			"Father's Name",
			"Father's Mobile",
			"Mother's Name",
			"Mother's Mobile",
		]
	# end: auto-generated types

	pass
