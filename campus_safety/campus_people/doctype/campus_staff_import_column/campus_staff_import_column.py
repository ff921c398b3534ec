from frappe.model.document import Document


class CampusStaffImportColumn(Document):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		column_no: DF.Int
		header: DF.Data | None
		parent: DF.Data
		parentfield: DF.Data
		parenttype: DF.Data
		sample: DF.Data | None
		target: DF.Literal[
			"Ignore",
			"Staff No",
			"Staff Name",
			"Email",
			"Mobile",
			"Position or Office",
			"Looks After",
			"College",
			"From Date",
		]
	# end: auto-generated types

	pass
