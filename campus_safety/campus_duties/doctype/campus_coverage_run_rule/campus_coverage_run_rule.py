from frappe.model.document import Document


class CampusCoverageRunRule(Document):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		error: DF.SmallText | None
		made: DF.Int
		moved: DF.Int
		not_owed: DF.Int
		rule: DF.Link
		seconds: DF.Float
		settled: DF.Int
	# end: auto-generated types

	pass
