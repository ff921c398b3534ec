from frappe.model.document import Document


class CampusScreeningColumn(Document):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		header: DF.Data
		target: DF.Literal[
			"Ignore",
			"Student No",
			"Student Name",
			"Class",
			"Taken At",
			"Seconds Taken",
			"Total Score",
			"Platform Grade",
			"Platform Validity",
			"Consent on the Platform",
			"Factor Score",
			"Item Answer",
		]
	# end: auto-generated types

	pass
